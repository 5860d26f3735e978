using Bakery.Inventory.Items;
using Bakery.Inventory.Stock;
using Bakery.Inventory.Waste;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory;

/// <summary>Items, lots, movements and waste.</summary>
internal sealed class InventoryDb(DbContextOptions<InventoryDb> options) : ModuleDb(options)
{
    public override string Schema => "inventory";

    public DbSet<Item> Items => Set<Item>();
    public DbSet<ItemFood> Foods => Set<ItemFood>();
    public DbSet<Lot> Lots => Set<Lot>();
    public DbSet<Movement> Movements => Set<Movement>();
    public DbSet<WasteEntry> Waste => Set<WasteEntry>();
    public DbSet<BookedDay> BookedDays => Set<BookedDay>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Item>(t =>
        {
            t.ToTable("item");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(255);
            t.Property(x => x.Sku).HasMaxLength(100);
            t.Property(x => x.Barcode).HasMaxLength(50);
            t.Property(x => x.Brand).HasMaxLength(100);
            t.Property(x => x.Description).HasMaxLength(2000);
            t.Property(x => x.StockUnit).HasMaxLength(10);
            t.Property(x => x.TaxClass).HasMaxLength(40);
            t.Ignore(x => x.UnitCost);
            t.Ignore(x => x.Factors);
            t.Ignore(x => x.KilogramsPerUnit);
            t.HasIndex(x => new { x.TenantId, x.Sku }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        model.Entity<ItemFood>(t =>
        {
            t.ToTable("item_food");
            t.HasKey(x => x.ItemId);
            t.Property(x => x.ItemId).ValueGeneratedNever();
            t.Property(x => x.Allergens).HasColumnType("jsonb");
            t.Property(x => x.Nutrition).HasColumnType("jsonb");
            t.Property(x => x.LabelName).HasMaxLength(255);
            t.Property(x => x.LabelNameEu).HasMaxLength(255);
            t.Property(x => x.Parts).HasMaxLength(1000);
            t.Property(x => x.PartsEu).HasMaxLength(1000);
            t.Property(x => x.VerifiedBy).HasMaxLength(255);
            t.Ignore(x => x.States);
            t.Ignore(x => x.PerHundred);
            t.HasOne<Item>().WithOne().HasForeignKey<ItemFood>(x => x.ItemId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Lot>(t =>
        {
            t.ToTable("lot", b => b.HasCheckConstraint("ck_lot_quantity", "quantity >= 0"));
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.LotCode).HasMaxLength(80);
            t.Property(x => x.SupplierLotCode).HasMaxLength(80);
            t.Property(x => x.StoragePlace).HasMaxLength(80);
            t.Property(x => x.OriginRef).HasMaxLength(100);
            t.HasOne<Item>().WithMany().HasForeignKey(x => x.ItemId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.ItemId, x.State, x.ExpiresOn });
            t.HasIndex(x => new { x.State, x.ExpiresOn });
            t.HasIndex(x => new { x.TenantId, x.ReceivedAt, x.Id });
        });
        model.Entity<Movement>(t =>
        {
            t.ToTable("movement");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.ReferenceType).HasMaxLength(40);
            t.Property(x => x.ReasonCode).HasMaxLength(60);
            t.Property(x => x.ActorName).HasMaxLength(255);
            t.HasOne<Item>().WithMany().HasForeignKey(x => x.ItemId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.EventTime, x.Id });
            t.HasIndex(x => new { x.TenantId, x.ItemId, x.EventTime });
            t.HasIndex(x => x.LotId);
        });
        model.Entity<WasteEntry>(t =>
        {
            t.ToTable("waste_entry");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Note).HasMaxLength(500);
            t.HasIndex(x => new { x.TenantId, x.EventTime, x.Id });
        });
        model.Entity<BookedDay>(t =>
        {
            t.ToTable("booked_day");
            t.HasKey(x => new { x.TenantId, x.LocationId, x.Day });
        });
    }
}

internal static class Finding
{
    public static async Task<Item> FindItem(this InventoryDb db, Guid id, CancellationToken ct) =>
        await db.Items.FirstOrDefaultAsync(i => i.Id == id, ct) ?? throw RuleViolation.NotFound("The item");

    public static async Task<Lot> FindLot(this InventoryDb db, Guid id, CancellationToken ct) =>
        await db.Lots.FirstOrDefaultAsync(l => l.Id == id, ct) ?? throw RuleViolation.NotFound("The lot");
}
