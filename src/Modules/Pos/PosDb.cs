using Bakery.Kernel.Persistence;
using Bakery.Pos.Configurations;
using Bakery.Pos.Imports;
using Bakery.Pos.Products;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Pos;

internal sealed class PosDb(DbContextOptions<PosDb> options) : ModuleDb(options)
{
    public override string Schema => "pos";

    public DbSet<PosConfiguration> Configurations => Set<PosConfiguration>();
    public DbSet<TillProduct> Products => Set<TillProduct>();
    public DbSet<TillImport> Imports => Set<TillImport>();
    public DbSet<PosTransaction> Transactions => Set<PosTransaction>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<PosConfiguration>(t =>
        {
            t.ToTable("pos_configuration");
            t.HasIndex(x => new { x.TenantId, x.Name }).IsUnique();
            t.Property(x => x.Mappings).HasColumnType("jsonb");
        });
        model.Entity<TillProduct>(t =>
        {
            t.ToTable("till_product");
            t.HasIndex(x => new { x.TenantId, x.ConfigurationId, x.Key }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.Name });
        });
        model.Entity<TillImport>(t =>
        {
            t.ToTable("till_import");
            t.HasIndex(x => new { x.TenantId, x.CreatedAt });
            t.Property(x => x.Errors).HasColumnType("jsonb");
        });
        model.Entity<PosTransaction>(t =>
        {
            t.ToTable("pos_transaction");
            t.HasIndex(x => new { x.TenantId, x.ConfigurationId, x.ExternalId }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.BusinessDay, x.Id });
            t.Property(x => x.ExternalId).HasMaxLength(160);
            t.OwnsMany(x => x.Lines, l =>
            {
                l.ToTable("pos_transaction_line");
                l.WithOwner().HasForeignKey("TransactionId");
                l.HasKey("TransactionId", nameof(PosTransactionLine.Number));
                l.HasIndex(x => x.ProductId);
            });
        });
    }
}
