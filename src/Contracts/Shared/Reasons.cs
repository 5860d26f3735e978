namespace Bakery.Contracts.Shared;

/// <summary>Why a decision was taken, as data: the browser and the mailer translate <c>Type</c> with <c>Parameters</c> (spec README 1.2, dashboard 7.1).</summary>
/// <param name="Type">One of the fixed reasoning types, or an alert's event type.</param>
/// <param name="Parameters">Values of the text's variables: strings, numbers as strings, lists of strings.</param>
public sealed record ReasoningData(string Type, IReadOnlyDictionary<string, object?> Parameters, Consequence? Consequence = null)
{
    public static readonly ReasoningData Unspecified = new("unspecified", new Dictionary<string, object?>());
}

/// <summary>What happens if nothing is done.</summary>
/// <param name="Type">stockout_risk, production_delay, order_at_risk, waste_risk, cost_increase, food_safety, fiscal, none.</param>
/// <param name="Severity">low, medium, high, urgent.</param>
public sealed record Consequence(string Type, string Severity, int? ImpactDays = null);

/// <summary>A thing of some module: <c>purchase_order</c> and its id.</summary>
public sealed record EntityRef(string Type, Guid Id);
