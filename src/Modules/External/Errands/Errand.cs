using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Errands;

/// <summary>What is to be fetched.</summary>
internal enum ErrandKind { Forecast, Observed, Warnings, Traffic, TrafficHistory, Poi }

/// <summary>
/// Something to be fetched from outside. Handlers and jobs only write it down; it is run by the errand loop, which asks first and opens its
/// transaction afterwards, so that a slow source holds no lock and no connection.
/// </summary>
[NotAudited("Work to do, gone when it is done.")]
internal sealed class Errand : IPlatformOwned
{
    /// <summary>Time to wait after each failure; after the last one the errand is given up and the next job asks again.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>A runner that says nothing for so long is dead.</summary>
    public static readonly TimeSpan RunTime = TimeSpan.FromMinutes(15);

    private Errand() { }

    /// <summary>The same errand is written down once.</summary>
    public string Key { get; private set; } = "";
    public ErrandKind Kind { get; private set; }
    public string? CityId { get; private set; }
    public Guid? ForTenant { get; private set; }
    public Guid? LocationId { get; private set; }
    public DateOnly? From { get; private set; }
    public DateOnly? To { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    public int Attempts { get; private set; }

    public static Errand ForCity(ErrandKind kind, string city, DateOnly? from = null, DateOnly? to = null) =>
        new() { Key = $"{Wire.Name(kind)}:{city}{(from is { } f ? $":{f:yyyy-MM-dd}:{to:yyyy-MM-dd}" : "")}", Kind = kind, CityId = city, From = from, To = to };

    public static Errand ForLocation(ErrandKind kind, Guid tenant, Guid location) => new() { Key = $"{Wire.Name(kind)}:{location:N}", Kind = kind, ForTenant = tenant, LocationId = location };

    /// <summary>Nobody else takes it until the run time is over.</summary>
    public void Take(DateTimeOffset now) => DueAt = now + RunTime;

    /// <summary>False when it has failed often enough.</summary>
    public bool TryAgain(DateTimeOffset now)
    {
        if (Attempts >= Pauses.Count) return false;
        DueAt = now + Pauses[Attempts++];
        return true;
    }
}

/// <summary>Writes errands down.</summary>
internal sealed class ErrandBook(ExternalDb db, Adapters.Sources sources, TimeProvider clock)
{
    /// <summary>Nothing is written when the outside may not be asked.</summary>
    public async Task Add(Errand errand, CancellationToken ct)
    {
        if (!sources.AreOn) return;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO external.errand (key, kind, city_id, for_tenant, location_id, "from", "to", due_at, attempts)
            VALUES ({errand.Key}, {Wire.Name(errand.Kind)}, {errand.CityId}, {errand.ForTenant}, {errand.LocationId}, {errand.From}, {errand.To}, {clock.GetUtcNow()}, 0) ON CONFLICT (key) DO NOTHING
            """, ct);
    }
}
