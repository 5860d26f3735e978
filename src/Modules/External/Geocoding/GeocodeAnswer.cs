using System.Text.Json;
using Bakery.External.Adapters;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Geocoding;

/// <summary>What the map answered to a question, kept for 180 days for all bakeries. The question itself is stored only as a hash.</summary>
[NotAudited("Answers of a public map.")]
internal sealed class GeocodeAnswer : IPlatformOwned
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(180);

    // Stored numbers keep all their decimals: four of them are eleven metres.
    private static readonly JsonSerializerOptions Exact = new(JsonSerializerDefaults.Web);

    private GeocodeAnswer() { }

    public string Key { get; private set; } = "";
    public string Places { get; private set; } = "[]";
    public DateTimeOffset At { get; private set; }

    public static string KeyOf(string question) => Sha256.Hex(question);
    public static string Write(IReadOnlyList<FoundPlace> places) => JsonSerializer.Serialize(places, Exact);
    public IReadOnlyList<FoundPlace> Read() => JsonSerializer.Deserialize<List<FoundPlace>>(Places, Exact)!;
}

/// <summary>Asks the map only what nobody has asked for 180 days.</summary>
internal sealed class GeocodeCache(ExternalDb db, Sources sources, TimeProvider clock)
{
    /// <summary>The stored answer while it is young, else a new one, else an old one marked stale.</summary>
    /// <exception cref="RuleViolation">503 when there is neither.</exception>
    public async Task<PlacesAnswer> Ask(string question, Func<Task<IReadOnlyList<FoundPlace>>> ask, CancellationToken ct)
    {
        var key = GeocodeAnswer.KeyOf(question);
        var known = await db.Places.AsNoTracking().FirstOrDefaultAsync(p => p.Key == key, ct);
        var now = clock.GetUtcNow();
        if (known is not null && now - known.At < GeocodeAnswer.KeptFor) return new PlacesAnswer(known.Read(), Nominatim.Attribution, known.At, false);
        var reason = "off";
        if (sources.AreOn)
        {
            try
            {
                var places = await ask();
                var text = GeocodeAnswer.Write(places);
                await db.Database.ExecuteSqlAsync($"INSERT INTO external.geocode_answer (key, places, at) VALUES ({key}, {text}::jsonb, {now}) ON CONFLICT (key) DO UPDATE SET places = excluded.places, at = excluded.at", ct);
                return new PlacesAnswer(places, Nominatim.Attribution, now, false);
            }
            catch (AdapterFailed failed)
            {
                reason = failed.Reason;
            }
        }
        return known is not null ? new PlacesAnswer(known.Read(), Nominatim.Attribution, known.At, true) : throw new RuleViolation("dependency_unavailable", $"The address search does not answer ({reason}).", 503);
    }
}

/// <param name="Attribution">To be shown beside the places.</param>
/// <param name="At">When the map said so.</param>
/// <param name="IsStale">The map does not answer; this is what it said long ago.</param>
public sealed record PlacesAnswer(IReadOnlyList<FoundPlace> Items, string Attribution, DateTimeOffset At, bool IsStale);
