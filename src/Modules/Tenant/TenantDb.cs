using Bakery.Kernel.Persistence;
using Bakery.Tenant.Locations;
using Bakery.Tenant.Members;
using Bakery.Tenant.Organisations;
using Bakery.Tenant.Settings;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant;

internal sealed class TenantDb(DbContextOptions<TenantDb> options) : ModuleDb(options)
{
    public override string Schema => "tenant";

    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Location> Locations => Set<Location>();
    public DbSet<SettingsCategory> Settings => Set<SettingsCategory>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Organisation>(t =>
        {
            t.ToTable("organisation");
            t.HasIndex(x => x.Slug).IsUnique();
            t.HasIndex(x => x.ParentId);
        });
        model.Entity<Member>(t =>
        {
            t.ToTable("member");
            t.HasIndex(x => new { x.TenantId, x.UserId }).IsUnique();
            t.HasIndex(x => x.UserId);
        });
        model.Entity<Invitation>(t =>
        {
            t.ToTable("invitation");
            t.HasIndex(x => x.TokenHash).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.Email });
        });
        model.Entity<Location>(t =>
        {
            t.ToTable("location");
            t.HasIndex(x => new { x.TenantId, x.Name }).IsUnique();
            t.Property(x => x.OpeningHours).HasColumnType("jsonb");
        });
        model.Entity<SettingsCategory>(t =>
        {
            t.ToTable("settings");
            t.HasKey(x => new { x.TenantId, x.Category });
            t.Property(x => x.Values).HasColumnType("jsonb");
        });
    }
}
