namespace Bakery.Planning.Purchasing;

/// <summary>Limits within which an order is approved without a person. Amounts in EUR net of tax.</summary>
public sealed record ApprovalLimits
{
    /// <summary>Whether rules approve at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Largest order.</summary>
    public decimal MaxAmount { get; init; } = 500m;

    /// <summary>Lowest trust score.</summary>
    public decimal MinTrust { get; init; } = 80m;

    /// <summary>Largest sum approved by rules in a day.</summary>
    public decimal DailyLimit { get; init; } = 1500m;

    /// <summary>Largest price rise against the last price paid, percent.</summary>
    public decimal MaxPriceRisePercent { get; init; } = 5m;

    /// <summary>Largest line of a critical item.</summary>
    public decimal CriticalItemAmount { get; init; } = 100m;
}

/// <summary>A line as the rules see it.</summary>
/// <param name="UnitPrice">Price of one stock unit in EUR.</param>
/// <param name="LastPrice">Last price paid, or null.</param>
/// <param name="Total">Line total in EUR net.</param>
/// <param name="IsCritical">Whether the item is flagged critical.</param>
public sealed record ApprovalLine(decimal UnitPrice, decimal? LastPrice, decimal Total, bool IsCritical);

/// <summary>An order as the rules see it.</summary>
/// <param name="Total">Net total in EUR.</param>
/// <param name="Trust">Trust score of the supplier.</param>
/// <param name="Standing">Its standing.</param>
/// <param name="IsFirstOrder">Whether the supplier never delivered before.</param>
/// <param name="ApprovedToday">Sum already approved by rules today.</param>
/// <param name="Lines">The lines.</param>
public sealed record ApprovalCase(
    decimal Total,
    decimal Trust,
    SupplierStanding Standing,
    bool IsFirstOrder,
    decimal ApprovedToday,
    IReadOnlyList<ApprovalLine> Lines);

/// <summary>Evaluates the approval rules; all must hold.</summary>
public static class ApprovalRules
{
    /// <summary>Codes of the broken rules in a fixed order; empty = approved by rule.</summary>
    public static IReadOnlyList<string> BlockedBy(ApprovalCase order, ApprovalLimits limits)
    {
        if (!limits.Enabled)
        {
            return ["disabled"];
        }

        var rules = new (string Code, bool Broken)[]
        {
            ("amount", order.Total > limits.MaxAmount),
            ("trust", order.Trust < limits.MinTrust),
            ("status", order.Standing is not (SupplierStanding.Approved or SupplierStanding.Preferred)),
            ("first_order", order.IsFirstOrder),
            ("price_rise", order.Lines.Any(line => line.LastPrice is { } last && line.UnitPrice > last * (1m + limits.MaxPriceRisePercent / 100m))),
            ("critical_item", order.Lines.Any(line => line.IsCritical && line.Total > limits.CriticalItemAmount)),
            ("daily_limit", order.ApprovedToday + order.Total > limits.DailyLimit),
        };
        return [.. rules.Where(rule => rule.Broken).Select(rule => rule.Code)];
    }
}

/// <summary>How urgent a stock-out is.</summary>
public static class StockoutSeverity
{
    /// <summary>Stable code by the days until the item runs out: urgent up to 1, high up to 4, medium up to 7, else low.</summary>
    public static string Of(int daysUntilStockout) => daysUntilStockout switch
    {
        <= 1 => "urgent",
        <= 4 => "high",
        <= 7 => "medium",
        _ => "low",
    };
}
