using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Bakery.Suppliers.Directory;
using Bakery.Suppliers.Documents;
using Bakery.Suppliers.PriceLists;
using Bakery.Suppliers.PriceLists.Imports;
using Bakery.Suppliers.Scores;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers;

/// <summary>Suppliers with their people, papers, prices and scores.</summary>
internal sealed class SuppliersDb(DbContextOptions<SuppliersDb> options) : ModuleDb(options)
{
    public override string Schema => "suppliers";

    public DbSet<Supplier> Suppliers => Set<Supplier>();
    public DbSet<PriceRow> Prices => Set<PriceRow>();
    public DbSet<PriceImport> PriceImports => Set<PriceImport>();
    public DbSet<PriceImportFile> PriceImportFiles => Set<PriceImportFile>();
    public DbSet<ItemName> ItemNames => Set<ItemName>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<SupplierDocument> Documents => Set<SupplierDocument>();
    public DbSet<DocumentFile> DocumentFiles => Set<DocumentFile>();
    public DbSet<DeliveryScore> Scores => Set<DeliveryScore>();

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
            t.Property(x => x.DeliveryZones).HasDefaultValueSql("'{}'");
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
        model.Entity<PriceImport>(t =>
        {
            t.ToTable("price_import");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.FileName).HasMaxLength(200);
            t.Property(x => x.Settings).HasColumnType("jsonb");
            t.Property(x => x.Touched).HasColumnType("jsonb");
            t.HasOne<Supplier>().WithMany().HasForeignKey(x => x.SupplierId).OnDelete(DeleteBehavior.Cascade);
            t.HasIndex(x => new { x.TenantId, x.CreatedAt, x.Id });
        });
        model.Entity<PriceImportFile>(t =>
        {
            t.ToTable("price_import_file");
            t.HasKey(x => x.ImportId);
            t.Property(x => x.ImportId).ValueGeneratedNever();
            t.HasOne<PriceImport>().WithOne().HasForeignKey<PriceImportFile>(x => x.ImportId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ItemName>(t =>
        {
            t.ToTable("item_name");
            t.HasKey(x => new { x.TenantId, x.SupplierId, x.Name });
            t.Property(x => x.Name).HasMaxLength(200);
            t.HasOne<Supplier>().WithMany().HasForeignKey(x => x.SupplierId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Contact>(t =>
        {
            t.ToTable("contact");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(120);
            t.Property(x => x.Role).HasMaxLength(120);
            t.Property(x => x.Email).HasMaxLength(254);
            t.Property(x => x.Phone).HasMaxLength(40);
            t.HasOne<Supplier>().WithMany().HasForeignKey(x => x.SupplierId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<SupplierDocument>(t =>
        {
            t.ToTable("document");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Title).HasMaxLength(200);
            t.Property(x => x.Reference).HasMaxLength(100);
            t.Property(x => x.FileName).HasMaxLength(200);
            t.HasOne<Supplier>().WithMany().HasForeignKey(x => x.SupplierId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.ExpiresOn });
        });
        model.Entity<DocumentFile>(t =>
        {
            t.ToTable("document_file");
            t.HasKey(x => x.DocumentId);
            t.Property(x => x.DocumentId).ValueGeneratedNever();
            t.Property(x => x.ContentType).HasMaxLength(40);
            t.HasOne<SupplierDocument>().WithOne().HasForeignKey<DocumentFile>(x => x.DocumentId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<DeliveryScore>(t =>
        {
            t.ToTable("delivery_score");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Ignore(x => x.Facts);
            t.HasOne<Supplier>().WithMany().HasForeignKey(x => x.SupplierId).OnDelete(DeleteBehavior.Cascade);
            t.HasIndex(x => new { x.TenantId, x.SupplierId, x.ReceivedOn });
        });
    }

    public async Task<Supplier> FindSupplier(Guid id, CancellationToken ct) => await Suppliers.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw RuleViolation.NotFound("The supplier");
}
