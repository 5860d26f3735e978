using Bakery.External.Errands;
using Bakery.External.Events;
using Bakery.External.Geocoding;
using Bakery.External.Locations;
using Bakery.External.Poi;
using Bakery.External.Weather;
using Bakery.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External;

internal sealed class ExternalDb(DbContextOptions<ExternalDb> options) : ModuleDb(options)
{
    public override string Schema => "external";

    public DbSet<WeatherDay> Weather => Set<WeatherDay>();
    public DbSet<TrafficDay> Traffic => Set<TrafficDay>();
    public DbSet<WeatherWarning> Warnings => Set<WeatherWarning>();
    public DbSet<Errand> Errands => Set<Errand>();
    public DbSet<GeocodeAnswer> Places => Set<GeocodeAnswer>();
    public DbSet<PoiContext> PoiContexts => Set<PoiContext>();
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
        model.Entity<WeatherWarning>(t =>
        {
            t.ToTable("weather_warning");
            t.HasIndex(x => new { x.CityId, x.To });
            t.Property(x => x.CityId).HasMaxLength(10);
            t.Property(x => x.Level).HasMaxLength(10);
        });
        model.Entity<Errand>(t =>
        {
            t.ToTable("errand");
            t.HasKey(x => x.Key);
            t.HasIndex(x => x.DueAt);
            t.Property(x => x.Key).HasMaxLength(100);
            t.Property(x => x.CityId).HasMaxLength(10);
        });
        model.Entity<GeocodeAnswer>(t =>
        {
            t.ToTable("geocode_answer");
            t.HasKey(x => x.Key);
            t.HasIndex(x => x.At);
            t.Property(x => x.Key).HasMaxLength(64);
            t.Property(x => x.Places).HasColumnType("jsonb");
        });
        model.Entity<PoiContext>(t =>
        {
            t.ToTable("poi_context");
            t.HasKey(x => new { x.TenantId, x.LocationId });
            t.Property(x => x.Surroundings).HasColumnType("jsonb");
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
