using Bakery.Forecasting.Scenarios;
using Bakery.Forecasting.Batches;
using Bakery.Forecasting.Rules;
using Bakery.Forecasting.Validation;
using Bakery.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting;

internal sealed class ForecastingDb(DbContextOptions<ForecastingDb> options) : ModuleDb(options)
{
    public override string Schema => "forecasting";

    public DbSet<ForecastBatch> Batches => Set<ForecastBatch>();
    public DbSet<DayForecast> Forecasts => Set<DayForecast>();
    public DbSet<DemandRule> Rules => Set<DemandRule>();
    public DbSet<ValidationRun> ValidationRuns => Set<ValidationRun>();
    public DbSet<RetrainingRequest> RetrainingRequests => Set<RetrainingRequest>();
    public DbSet<Scenario> Scenarios => Set<Scenario>();
    public DbSet<BandCorrection> BandCorrections => Set<BandCorrection>();
    public DbSet<ValidatedDay> ValidatedDays => Set<ValidatedDay>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<ForecastBatch>(t =>
        {
            t.ToTable("forecast_batch");
            t.HasIndex(x => new { x.TenantId, x.CreatedAt });
        });
        model.Entity<DayForecast>(t =>
        {
            t.ToTable("forecast");
            t.HasIndex(x => new { x.TenantId, x.ItemId, x.LocationId, x.Date }).IsUnique().HasFilter("superseded_at IS NULL");
            t.HasIndex(x => new { x.TenantId, x.Date, x.Id });
            t.HasIndex(x => new { x.TenantId, x.BatchId });
            t.Property(x => x.Reasons).HasColumnType("jsonb");
            t.Property(x => x.Factors).HasColumnType("jsonb");
            t.Property(x => x.RulesApplied).HasColumnType("jsonb");
            t.Property(x => x.Calendar).HasColumnType("jsonb");
            t.Property(x => x.Quantiles).HasColumnType("numeric(18,4)[]");
        });
        model.Entity<DemandRule>(t =>
        {
            t.ToTable("demand_rule");
            t.HasIndex(x => new { x.TenantId, x.ItemId, x.LocationId, x.Kind }).IsUnique();
        });
        model.Entity<ValidationRun>(t =>
        {
            t.ToTable("validation_run");
            t.HasIndex(x => new { x.TenantId, x.CreatedAt });
        });
        model.Entity<RetrainingRequest>(t =>
        {
            t.ToTable("retraining_request");
            t.HasIndex(x => new { x.TenantId, x.At });
        });
        model.Entity<Scenario>(t =>
        {
            t.ToTable("scenario");
            t.HasIndex(x => new { x.TenantId, x.CreatedAt });
            t.Property(x => x.Changes).HasColumnType("jsonb");
            t.Property(x => x.Result).HasColumnType("jsonb");
        });
        model.Entity<BandCorrection>(t =>
        {
            t.ToTable("band_correction");
            t.HasIndex(x => new { x.TenantId, x.ItemId, x.LocationId }).IsUnique();
        });
        model.Entity<ValidatedDay>(t =>
        {
            t.ToTable("validated_day");
            t.HasKey(x => new { x.TenantId, x.ItemId, x.LocationId, x.Date });
            t.HasIndex(x => new { x.TenantId, x.Date });
            t.Property(x => x.Quantiles).HasColumnType("numeric(18,4)[]");
        });
    }
}
