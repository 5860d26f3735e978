using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Forecast;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Forecasting.Scenarios;

/// <summary>What kind of question a scenario asks.</summary>
public enum ScenarioType { Baseline, Optimistic, Pessimistic, Custom, Promotion, Event, Weather, PriceChange }

/// <summary>What is different in the scenario; null means as forecast.</summary>
/// <param name="DemandPercent">10 = ten percent more pieces.</param>
/// <param name="TemperatureDelta">Degrees warmer or colder than forecast.</param>
/// <param name="Rain">True: it rains every day; false: it does not.</param>
/// <param name="Event">Kind of a local event: fiesta, fair, sport, works, strike, promotion, school or other.</param>
/// <param name="EventPercent">Its expected effect, where the series has not learned what such events do; without it what is assumed counts.</param>
/// <param name="PricePercent">-10 = ten percent cheaper.</param>
/// <param name="Elasticity">Change of demand per change of price.</param>
public sealed record Adjustments([property: Range(-100, 500)] decimal? DemandPercent = null, [property: Range(-20, 20)] decimal? TemperatureDelta = null, bool? Rain = null, [property: MaxLength(20)] string? Event = null,
    [property: Range(-100, 500)] decimal? EventPercent = null, [property: Range(-90, 200)] decimal? PricePercent = null, [property: Range(-5, 0)] decimal Elasticity = Adjustments.StandardElasticity)
{
    /// <summary>One percent dearer sells 1.2 percent less.</summary>
    public const decimal StandardElasticity = -1.2m;
}

/// <param name="ItemIds">Empty means all.</param>
/// <param name="LocationIds">Empty means all.</param>
public sealed record ScenarioFields([property: Required, Length(1, 120)] string Name, ScenarioType Type, DateOnly From, DateOnly To, [property: MaxLength(500)] IReadOnlyList<Guid>? ItemIds = null, [property: MaxLength(500)] IReadOnlyList<Guid>? LocationIds = null,
    Adjustments? Adjustments = null);

/// <summary>A what-if question with its last answer.</summary>
internal sealed class Scenario : ITenantOwned, IVersioned
{
    private static readonly string[] EventKinds = ["fiesta", "fair", "sport", "works", "strike", "promotion", "school", "other"];

    private Scenario() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string Name { get; private set; } = "";
    public ScenarioType Type { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }
    public List<Guid> ItemIds { get; private set; } = [];
    public List<Guid> LocationIds { get; private set; } = [];
    public string Changes { get; private set; } = "{}";
    public string? Result { get; private set; }
    public DateTimeOffset? RunAt { get; private set; }

    /// <summary>The local event it was turned into.</summary>
    public Guid? EventId { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; private set; }

    public Adjustments Adjustments => JsonSerializer.Deserialize<Adjustments>(Changes, Wire.Lenient)!;
    public ScenarioResult? LastResult => Result is null ? null : JsonSerializer.Deserialize<ScenarioResult>(Result, Wire.Lenient);

    public static Scenario Create(Guid id, ScenarioFields fields, DateTimeOffset now)
    {
        var made = new Scenario { Id = id, CreatedAt = now };
        made.Change(fields);
        return made;
    }

    public void Change(ScenarioFields f)
    {
        if (string.IsNullOrWhiteSpace(f.Name)) throw RuleViolation.Invalid("name", "A scenario needs a name.");
        if (f.To < f.From || f.To.DayNumber - f.From.DayNumber >= Forecaster.LongestHorizon) throw RuleViolation.Invalid("to", $"From the first to the last day, at most {Forecaster.LongestHorizon} days.");
        var changes = f.Adjustments ?? new Adjustments();
        if (changes.Event is { } kind && !EventKinds.Contains(kind)) throw RuleViolation.Invalid("adjustments.event", $"One of {string.Join(", ", EventKinds)}.");
        (Name, Type, From, To, ItemIds, LocationIds) = (f.Name.Trim(), f.Type, f.From, f.To, [.. (f.ItemIds ?? []).Distinct()], [.. (f.LocationIds ?? []).Distinct()]);
        // Another question: the old answer is none.
        (Changes, Result, RunAt) = (JsonSerializer.Serialize(changes, Wire.Lenient), null, null);
    }

    public void Answer(ScenarioResult result, DateTimeOffset now) => (Result, RunAt) = (JsonSerializer.Serialize(result, Wire.Lenient), now);

    public void BecomeEvent(Guid eventId)
    {
        if (EventId is not null) throw new RuleViolation("invalid_state_transition", "The scenario is an event already.", 409);
        EventId = eventId;
    }
}

/// <summary>A scenario as people see it.</summary>
/// <param name="Result">Null until it is run.</param>
public sealed record ScenarioView(Guid Id, string Name, ScenarioType Type, DateOnly From, DateOnly To, IReadOnlyList<Guid> ItemIds, IReadOnlyList<Guid> LocationIds, Adjustments Adjustments, ScenarioResult? Result, DateTimeOffset? RunAt, Guid? EventId,
    DateTimeOffset CreatedAt, int Version) : IVersioned
{
    internal static ScenarioView Of(Scenario s) => new(s.Id, s.Name, s.Type, s.From, s.To, s.ItemIds, s.LocationIds, s.Adjustments, s.LastResult, s.RunAt, s.EventId, s.CreatedAt, s.Version);
}
