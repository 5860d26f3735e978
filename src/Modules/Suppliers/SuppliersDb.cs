using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Bakery.Suppliers.Directory;
using Bakery.Suppliers.PriceLists;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers;

/// <summary>Suppliers and their price lists.</summary>
internal sealed class SuppliersDb(DbContextOptions<SuppliersDb> options) : ModuleDb(options)
{
    public override string Schema => "suppliers";

    public DbSet<Supplier> Suppliers => Set<Supplier>();
    public DbSet<PriceRow> Prices => Set<PriceRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Supplier>(t =>
        {
            t.ToTable("supplier");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Code).HasMaxLength(20);
            t.Property(x => x.Name).HasMaxLength(255);
            t.Property(x => x.TaxId).HasMaxLength(20);
            t.Property(x => x.Address).HasMaxLength(500);
            t.Property(x => x.Email).HasMaxLength(254);
            t.Property(x => x.Phone).HasMaxLength(40);
            t.Property(x => x.Language).HasMaxLength(2);
            t.Property(x => x.TrustReason).HasMaxLength(500);
            t.HasIndex(x => new { x.TenantId, x.Code }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        model.Entity<PriceRow>(t =>
        {
            t.ToTable("price");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.PackUnit).HasMaxLength(20);
            t.Property(x => x.SupplierSku).HasMaxLength(60);
            t.Property(x => x.Tiers).HasColumnType("jsonb");
            t.Ignore(x => x.PriceTiers);
            t.HasOne<Supplier>().WithMany().HasForeignKey(x => x.SupplierId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.ItemId, x.EffectiveFrom });
        });
    }

    public async Task<Supplier> FindSupplier(Guid id, CancellationToken ct) => await Suppliers.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw RuleViolation.NotFound("The supplier");
}
