using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Bakery.Sales.Days;
using Bakery.Sales.Imports;
using Bakery.Sales.Records;
using Bakery.Sales.Series;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales;

internal sealed class SalesDb(DbContextOptions<SalesDb> options) : ModuleDb(options)
{
    public override string Schema => "sales";

    public DbSet<SaleRecord> Records => Set<SaleRecord>();
    public DbSet<PreviousSale> PreviousSales => Set<PreviousSale>();
    public DbSet<SalesImport> Imports => Set<SalesImport>();
    public DbSet<ImportFile> Files => Set<ImportFile>();
    public DbSet<SavedMapping> Mappings => Set<SavedMapping>();
    public DbSet<ProductAlias> Aliases => Set<ProductAlias>();
    public DbSet<DayClose> DayCloses => Set<DayClose>();
    public DbSet<SoldOutMark> SoldOutMarks => Set<SoldOutMark>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<SaleRecord>(t =>
        {
            t.ToTable("sale_record");
            t.HasIndex(x => new { x.TenantId, x.Dedup }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.BusinessDay, x.Id });
            t.HasIndex(x => new { x.TenantId, x.ItemId, x.LocationId, x.BusinessDay });
            t.HasIndex(x => new { x.TenantId, x.ImportId }).HasFilter("import_id IS NOT NULL");
            t.Property(x => x.ExternalId).HasMaxLength(120);
            // The import writes these columns itself, so their text is fixed here.
            t.Property(x => x.Channel).HasConversion(v => Wire.Name(v), v => Wire.Parse<SaleChannel>(v, "channel"));
            t.Property(x => x.Source).HasConversion(v => Wire.Name(v), v => Wire.Parse<SaleSource>(v, "source"));
        });
        model.Entity<PreviousSale>(t =>
        {
            t.ToTable("previous_sale");
            t.HasKey(x => new { x.ImportId, x.SaleId });
        });
        model.Entity<SalesImport>(t =>
        {
            t.ToTable("sales_import");
            t.HasIndex(x => new { x.TenantId, x.CreatedAt });
            t.Property(x => x.Settings).HasColumnType("jsonb");
            t.Property(x => x.Findings).HasColumnType("jsonb");
        });
        model.Entity<ImportFile>(t =>
        {
            t.ToTable("import_file");
            t.HasKey(x => x.ImportId);
        });
        model.Entity<SavedMapping>(t =>
        {
            t.ToTable("saved_mapping");
            t.HasKey(x => new { x.TenantId, x.Signature });
            t.Property(x => x.Mapping).HasColumnType("jsonb");
        });
        model.Entity<ProductAlias>(t =>
        {
            t.ToTable("product_alias");
            t.HasKey(x => new { x.TenantId, x.Name });
        });
        model.Entity<DayClose>(t =>
        {
            t.ToTable("day_close");
            t.HasIndex(x => new { x.TenantId, x.LocationId, x.BusinessDay }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.BusinessDay, x.Id });
            t.OwnsMany(x => x.Unsold, l =>
            {
                l.ToTable("day_close_line");
                l.WithOwner().HasForeignKey("DayCloseId");
                l.Property<int>("Position");
                l.HasKey("DayCloseId", "Position");
            });
        });
        model.Entity<SoldOutMark>(t =>
        {
            t.ToTable("sold_out_mark");
            t.HasIndex(x => new { x.TenantId, x.ItemId, x.LocationId, x.BusinessDay }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.BusinessDay });
        });
    }
}
