using Bakery.External.Events;
using Bakery.External.Locations;
using Bakery.External.Weather;
using Bakery.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External;

internal sealed class ExternalDb(DbContextOptions<ExternalDb> options) : ModuleDb(options)
{
    public override string Schema => "external";

    public DbSet<WeatherDay> Weather => Set<WeatherDay>();
    public DbSet<TrafficDay> Traffic => Set<TrafficDay>();
    public DbSet<LocationContext> Contexts => Set<LocationContext>();
    public DbSet<LocalEvent> Events => Set<LocalEvent>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<WeatherDay>(t =>
        {
            t.ToTable("weather_day");
            t.HasKey(x => new { x.CityId, x.Date, x.IsForecast });
            t.Property(x => x.CityId).HasMaxLength(10);
        });
        model.Entity<TrafficDay>(t =>
        {
            t.ToTable("traffic_day");
            t.HasKey(x => new { x.CityId, x.Date });
            t.Property(x => x.CityId).HasMaxLength(10);
        });
        model.Entity<LocationContext>(t =>
        {
            t.ToTable("location_context");
            t.HasKey(x => new { x.TenantId, x.LocationId });
            t.Property(x => x.SchoolBreaks).HasColumnType("jsonb");
        });
        model.Entity<LocalEvent>(t =>
        {
            t.ToTable("local_event");
            t.HasIndex(x => new { x.TenantId, x.From });
        });
    }
}
