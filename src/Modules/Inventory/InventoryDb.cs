using Bakery.Inventory.Counts;
using Bakery.Inventory.Donations;
using Bakery.Inventory.FoodSafety;
using Bakery.Inventory.Items;
using Bakery.Inventory.Recalls;
using Bakery.Inventory.Reservations;
using Bakery.Inventory.Stock;
using Bakery.Inventory.Storage;
using Bakery.Inventory.Tracing;
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
    public DbSet<LowStockNote> LowStock => Set<LowStockNote>();
    public DbSet<Movement> Movements => Set<Movement>();
    public DbSet<WasteEntry> Waste => Set<WasteEntry>();
    public DbSet<WastePhoto> WastePhotos => Set<WastePhoto>();
    public DbSet<BookedDay> BookedDays => Set<BookedDay>();
    public DbSet<StorageLocation> StorageLocations => Set<StorageLocation>();
    public DbSet<Reservation> Reservations => Set<Reservation>();
    public DbSet<StockCount> Counts => Set<StockCount>();
    public DbSet<CountLine> CountLines => Set<CountLine>();
    public DbSet<Donation> Donations => Set<Donation>();
    public DbSet<DonationLine> DonationLines => Set<DonationLine>();
    public DbSet<TraceEdge> Edges => Set<TraceEdge>();
    public DbSet<TraceRecipient> Recipients => Set<TraceRecipient>();
    public DbSet<TraceBatch> Batches => Set<TraceBatch>();
    public DbSet<Recall> Recalls => Set<Recall>();
    public DbSet<RecallContact> RecallContacts => Set<RecallContact>();
    public DbSet<HaccpPoint> HaccpPoints => Set<HaccpPoint>();
    public DbSet<Checklist> Checklists => Set<Checklist>();
    public DbSet<HaccpReading> HaccpReadings => Set<HaccpReading>();
    public DbSet<HaccpCheck> HaccpChecks => Set<HaccpCheck>();
    public DbSet<CorrectiveAction> CorrectiveActions => Set<CorrectiveAction>();
    public DbSet<Deviation> Deviations => Set<Deviation>();
    public DbSet<HaccpSeal> HaccpSeals => Set<HaccpSeal>();
    public DbSet<MissedCheck> MissedChecks => Set<MissedCheck>();

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
            t.Property(x => x.Subcategory).HasMaxLength(100);
            t.Property(x => x.Description).HasMaxLength(2000);
            t.Property(x => x.StockUnit).HasMaxLength(10);
            t.Property(x => x.TaxClass).HasMaxLength(40);
            t.Ignore(x => x.UnitCost);
            t.Ignore(x => x.Units);
            t.Property(x => x.PackageUnit).HasMaxLength(10);
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
            t.HasIndex(x => new { x.TenantId, x.ExpiresOn, x.ReceivedAt, x.Id }).HasFilter("quantity > 0");
            t.HasIndex(x => new { x.TenantId, x.ReceivedAt, x.Id });
        });
        model.Entity<LowStockNote>(t =>
        {
            t.ToTable("low_stock_note");
            t.HasKey(x => x.ItemId);
            t.Property(x => x.ItemId).ValueGeneratedNever();
            t.HasOne<Item>().WithOne().HasForeignKey<LowStockNote>(x => x.ItemId).OnDelete(DeleteBehavior.Cascade);
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
            t.HasIndex(x => x.ReferenceId);
            t.HasIndex(x => new { x.TenantId, x.EventTime, x.Id }, "ix_movement_returns").HasFilter("reference_type = 'return'");
        });
        model.Entity<WasteEntry>(t =>
        {
            t.ToTable("waste_entry");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Note).HasMaxLength(500);
            t.HasIndex(x => new { x.TenantId, x.EventTime, x.Id });
        });
        model.Entity<WastePhoto>(t =>
        {
            t.ToTable("waste_photo");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.ContentType).HasMaxLength(40);
        });
        model.Entity<BookedDay>(t =>
        {
            t.ToTable("booked_day");
            t.HasKey(x => new { x.TenantId, x.LocationId, x.Day });
        });
        model.Entity<StorageLocation>(t =>
        {
            t.ToTable("storage_location");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(80);
            t.HasIndex(x => new { x.TenantId, x.LocationId, x.Name }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        MapBookings(model);
        MapTracing(model);
        MapFoodSafety(model);
    }

    private static void MapBookings(ModelBuilder model)
    {
        model.Entity<Reservation>(t =>
        {
            t.ToTable("reservation");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.ReferenceType).HasMaxLength(40);
            t.Property(x => x.ReferenceName).HasMaxLength(80);
            t.HasIndex(x => x.LotId).HasFilter("quantity > 0");
            t.HasIndex(x => x.ExpiresAt).HasFilter("quantity > 0");
            t.HasIndex(x => new { x.TenantId, x.CreatedAt, x.Id });
        });
        model.Entity<StockCount>(t =>
        {
            t.ToTable("stock_count");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Note).HasMaxLength(200);
            t.Property(x => x.StartedBy).HasMaxLength(255);
            t.HasIndex(x => new { x.TenantId, x.StartedAt, x.Id });
        });
        model.Entity<CountLine>(t =>
        {
            t.ToTable("count_line");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.LotCode).HasMaxLength(80);
            t.Property(x => x.ReasonCode).HasMaxLength(60);
            t.HasIndex(x => x.CountId);
        });
        model.Entity<Donation>(t =>
        {
            t.ToTable("donation");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(20);
            t.Property(x => x.RecipientName).HasMaxLength(200);
            t.Property(x => x.RecipientTaxId).HasMaxLength(20);
            t.Property(x => x.GivenBy).HasMaxLength(255);
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.EventTime, x.Id });
        });
        model.Entity<DonationLine>(t =>
        {
            t.ToTable("donation_line");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.LotCode).HasMaxLength(80);
            t.HasIndex(x => x.DonationId);
        });
    }

    private static void MapTracing(ModelBuilder model)
    {
        model.Entity<TraceEdge>(t =>
        {
            t.ToTable("trace_edge");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.FromId);
            t.HasIndex(x => x.ToId);
        });
        model.Entity<TraceRecipient>(t =>
        {
            t.ToTable("trace_recipient");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(255);
            t.Property(x => x.Document).HasMaxLength(40);
        });
        model.Entity<TraceBatch>(t =>
        {
            t.ToTable("trace_batch");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(80);
            t.HasIndex(x => new { x.TenantId, x.BakeDay });
        });
        model.Entity<Recall>(t =>
        {
            t.ToTable("recall");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(20);
            t.Property(x => x.Reason).HasMaxLength(500);
            t.Property(x => x.Instructions).HasMaxLength(1000);
            t.Property(x => x.OpenedBy).HasMaxLength(255);
            t.Property(x => x.Outcome).HasMaxLength(1000);
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.OpenedAt, x.Id });
        });
        model.Entity<RecallContact>(t =>
        {
            t.ToTable("recall_contact");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Channel).HasMaxLength(40);
            t.Property(x => x.Note).HasMaxLength(300);
            t.Property(x => x.ToldBy).HasMaxLength(255);
            t.HasIndex(x => x.RecallId);
        });
    }

    private static void MapFoodSafety(ModelBuilder model)
    {
        model.Entity<HaccpPoint>(t =>
        {
            t.ToTable("haccp_point");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(120);
            t.Property(x => x.Unit).HasMaxLength(20);
            // None is a number of minutes too: what is left out is told by another one.
            t.Property(x => x.PatienceMinutes).HasDefaultValue(HaccpPoint.StandardPatience).HasSentinel(-1);
            t.Ignore(x => x.Patience);
            t.Property(x => x.ResponsibleRole).HasMaxLength(40);
            t.Property(x => x.LegalBasis).HasMaxLength(200);
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        model.Entity<Checklist>(t =>
        {
            t.ToTable("haccp_checklist");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(120);
            t.Property(x => x.ResponsibleRole).HasMaxLength(40);
            t.Property(x => x.LegalBasis).HasMaxLength(200);
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        model.Entity<HaccpReading>(t =>
        {
            t.ToTable("haccp_reading");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Text).HasMaxLength(300);
            t.Property(x => x.Device).HasMaxLength(60);
            t.Property(x => x.ActorName).HasMaxLength(255);
            t.HasIndex(x => new { x.TenantId, x.EventTime, x.Id });
            t.HasIndex(x => new { x.PointId, x.EventTime });
        });
        model.Entity<HaccpCheck>(t =>
        {
            t.ToTable("haccp_check");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Signature).HasMaxLength(120);
            t.Property(x => x.Note).HasMaxLength(500);
            t.Property(x => x.ActorName).HasMaxLength(255);
            t.HasIndex(x => new { x.TenantId, x.EventTime, x.Id });
            t.HasIndex(x => new { x.TenantId, x.DueOn });
        });
        model.Entity<CorrectiveAction>(t =>
        {
            t.ToTable("haccp_corrective_action");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Cause).HasMaxLength(500);
            t.Property(x => x.Action).HasMaxLength(1000);
            t.Property(x => x.ClosedBy).HasMaxLength(255);
            t.HasIndex(x => new { x.TenantId, x.ClosedAt, x.Id });
            t.HasIndex(x => x.DeviationId).IsUnique();
        });
        model.Entity<Deviation>(t =>
        {
            t.ToTable("haccp_deviation");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.TenantId, x.StartedAt, x.Id });
            t.HasIndex(x => new { x.PointId, x.Status });
        });
        model.Entity<HaccpSeal>(t =>
        {
            t.ToTable("haccp_seal");
            t.HasKey(x => new { x.TenantId, x.Position });
            t.Property(x => x.Hash).HasMaxLength(64);
            t.HasIndex(x => x.RecordId);
        });
        model.Entity<MissedCheck>(t =>
        {
            t.ToTable("haccp_missed");
            t.HasKey(x => new { x.TenantId, x.SubjectId, x.Day });
        });
    }
}

internal static class Finding
{
    public static async Task<Item> FindItem(this InventoryDb db, Guid id, CancellationToken ct) =>
        await db.Items.FirstOrDefaultAsync(i => i.Id == id, ct) ?? throw RuleViolation.NotFound("The item");

    /// <summary>The movement that brought a lot in, not yet saved.</summary>
    public static Movement MovementOf(this InventoryDb db, Lot lot) => db.Movements.Local.Last(m => m.LotId == lot.Id);

    public static async Task<Lot> FindLot(this InventoryDb db, Guid id, CancellationToken ct) =>
        await db.Lots.FirstOrDefaultAsync(l => l.Id == id, ct) ?? throw RuleViolation.NotFound("The lot");
}
