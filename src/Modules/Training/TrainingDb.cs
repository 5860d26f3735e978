using Bakery.Kernel.Persistence;
using Bakery.Training.Jobs;
using Bakery.Training.Models;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training;

internal sealed class TrainingDb(DbContextOptions<TrainingDb> options) : ModuleDb(options)
{
    public override string Schema => "training";

    public DbSet<TrainingJob> Jobs => Set<TrainingJob>();
    public DbSet<JobSeries> JobSeries => Set<JobSeries>();
    public DbSet<Artifact> Artifacts => Set<Artifact>();
    public DbSet<ForecastModel> Models => Set<ForecastModel>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<TrainingJob>(t =>
        {
            t.ToTable("training_job");
            t.HasIndex(x => new { x.TenantId, x.CreatedAt });
        });
        model.Entity<ForecastModel>(t =>
        {
            t.ToTable("model");
            t.HasIndex(x => new { x.TenantId, x.ItemId, x.LocationId, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.CreatedAt });
            t.HasIndex(x => new { x.TenantId, x.ArtifactId });
        });
        model.Entity<JobSeries>(t =>
        {
            t.ToTable("job_series");
            t.HasIndex(x => new { x.TenantId, x.JobId, x.Id });
            t.HasIndex(x => new { x.TenantId, x.JobId, x.ItemId, x.LocationId }).IsUnique();
        });
        model.Entity<Artifact>(t =>
        {
            t.ToTable("artifact");
            t.HasIndex(x => new { x.TenantId, x.CreatedAt });
        });
    }
}
