using Bakery.AlertProcessor.Alerts;
using Bakery.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Bakery.AlertProcessor;

internal sealed class AlertProcessorDb(DbContextOptions<AlertProcessorDb> options) : ModuleDb(options)
{
    public override string Schema => "alert_processor";

    public DbSet<Alert> Alerts => Set<Alert>();

    protected override void Map(ModelBuilder model) => model.Entity<Alert>(t =>
    {
        t.ToTable("alert");
        t.Property(x => x.Reasoning).HasColumnType("jsonb");
        t.Property(x => x.Links).HasColumnType("jsonb");
        t.HasIndex(x => new { x.TenantId, x.Score, x.Id });
        t.HasIndex(x => new { x.TenantId, x.FirstSeen, x.Id });
        t.HasIndex(x => new { x.TenantId, x.DedupKey, x.LastSeen });
        t.HasIndex(x => x.Status);
    });
}
