using Bakery.Forecasting.Validation;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;

namespace Bakery.Forecasting.Scores;

/// <summary>What a quantity would have cost, had it stood on the shelf: thrown away above the demand, not sold below it.</summary>
public sealed record QuantityMoney(decimal Quantity, decimal WastePieces, decimal LostPieces, decimal WasteEuros, decimal LostEuros, decimal TotalEuros)
{
    /// <summary>waste = max(0, quantity − demand) × (cost − salvage); lost = max(0, demand − quantity) × (net price − cost).</summary>
    public static QuantityMoney Of(decimal quantity, decimal demand, decimal wastePerPiece, decimal marginPerPiece)
    {
        var (waste, lost) = (Math.Max(0, quantity - demand), Math.Max(0, demand - quantity));
        return new(quantity, waste, lost, waste * wastePerPiece, lost * marginPerPiece, waste * wastePerPiece + lost * marginPerPiece);
    }

    internal static QuantityMoney Sum(IReadOnlyCollection<QuantityMoney> parts) => new(Rounding.FourDecimals(parts.Sum(p => p.Quantity)), Rounding.FourDecimals(parts.Sum(p => p.WastePieces)), Rounding.FourDecimals(parts.Sum(p => p.LostPieces)),
        Rounding.FourDecimals(parts.Sum(p => p.WasteEuros)), Rounding.FourDecimals(parts.Sum(p => p.LostEuros)), Rounding.FourDecimals(parts.Sum(p => p.TotalEuros)));
}

/// <summary>Euros of waste and lost sales of the served quantity beside the baseline's, per product and shop.</summary>
internal static class ShowMoney
{
    /// <param name="Days">Days with a quantity, a price and a cost.</param>
    /// <param name="EstimatedDays">Sold-out days among them: their demand is an estimate.</param>
    /// <param name="Demand">Pieces that customers wanted.</param>
    /// <param name="Saved">Euros that the served quantity cost less than the baseline's; below zero: more.</param>
    public sealed record SeriesMoney(Guid ItemId, Guid LocationId, int Days, int EstimatedDays, decimal Demand, QuantityMoney Served, QuantityMoney Baseline, decimal Saved);
    public sealed record Response(DateOnly From, DateOnly To, int Days, QuantityMoney Served, QuantityMoney Baseline, decimal Saved, int DaysWithoutCost, IReadOnlyList<SeriesMoney> Items);

    /// <param name="WastePerPiece">Cost of a piece less what an old one still brings, in euros.</param>
    /// <param name="MarginPerPiece">Net price less cost, in euros.</param>
    public sealed record DayWorking(DateOnly Date, decimal Sold, decimal Demand, bool IsEstimated, decimal WastePerPiece, decimal MarginPerPiece, QuantityMoney Served, QuantityMoney Baseline);
    public sealed record WorkingResponse(Guid ItemId, Guid LocationId, DateOnly From, DateOnly To, IReadOnlyList<DayWorking> Days);

    internal static async Task<Response> Handle([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] Guid? location_id, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var scored = await ScoredDays.Read(from, to, null, location_id, db, queries, clock, ct);
        var items = scored.Days.Where(HasMoney).GroupBy(d => (d.ItemId, d.LocationId)).OrderBy(g => g.Key).Select(g =>
        {
            var (served, baseline) = (QuantityMoney.Sum([.. g.Select(Served)]), QuantityMoney.Sum([.. g.Select(Baseline)]));
            return new SeriesMoney(g.Key.ItemId, g.Key.LocationId, g.Count(), g.Count(d => d.IsCensored), Rounding.FourDecimals(g.Sum(d => d.Demand)), served, baseline, baseline.TotalEuros - served.TotalEuros);
        }).ToList();
        var (all, other) = (QuantityMoney.Sum([.. items.Select(i => i.Served)]), QuantityMoney.Sum([.. items.Select(i => i.Baseline)]));
        return new Response(scored.From, scored.To, items.Sum(i => i.Days), all, other, other.TotalEuros - all.TotalEuros, scored.Days.Count(d => !HasMoney(d)), items);
    }

    /// <summary>Day by day, so that every euro can be added up by hand.</summary>
    internal static async Task<WorkingResponse> Working([FromQuery] Guid item_id, [FromQuery] Guid location_id, [FromQuery] DateOnly? from, [FromQuery] DateOnly? to, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var scored = await ScoredDays.Read(from, to, item_id, location_id, db, queries, clock, ct);
        return new WorkingResponse(item_id, location_id, scored.From, scored.To, [.. scored.Days.Where(HasMoney).OrderBy(d => d.Date)
            .Select(d => new DayWorking(d.Date, d.Actual, d.Demand, d.IsCensored, d.WastePerPiece!.Value, d.MarginPerPiece!.Value, QuantityMoney.Sum([Served(d)]), QuantityMoney.Sum([Baseline(d)])))]);
    }

    private static bool HasMoney(ValidatedDay d) => d is { Quantity: not null, BaselineQuantity: not null, WastePerPiece: not null, MarginPerPiece: not null };
    private static QuantityMoney Served(ValidatedDay d) => QuantityMoney.Of(d.Quantity!.Value, d.Demand, d.WastePerPiece!.Value, d.MarginPerPiece!.Value);
    private static QuantityMoney Baseline(ValidatedDay d) => QuantityMoney.Of(d.BaselineQuantity!.Value, d.Demand, d.WastePerPiece!.Value, d.MarginPerPiece!.Value);
}
