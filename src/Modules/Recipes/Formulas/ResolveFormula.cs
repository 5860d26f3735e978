using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Values;
using Bakery.Planning;
using Bakery.Planning.Formulas;

namespace Bakery.Recipes.Formulas;

/// <summary>Works a formula out again while it is being written: another hydration or another dough weight, locked lines stay.</summary>
internal static class ResolveFormula
{
    /// <param name="Amount">Percent of the flour for a hydration, kg for a dough weight.</param>
    public sealed record Line(Guid ItemId, decimal Amount, bool IsFlour = false, bool IsWater = false, bool IsLocked = false);

    /// <summary>One of the two: a hydration in percent, or a dough weight in kg.</summary>
    public sealed record Request([property: Required, Length(1, 60)] IReadOnlyList<Line> Lines, decimal? HydrationPercent = null, decimal? TargetKg = null);

    /// <param name="Grams">Whole grams that sum to the total, when a weight was asked for.</param>
    public sealed record ResolvedLine(Guid ItemId, decimal Amount, int? Grams, bool IsLocked);
    public sealed record Response(decimal Total, decimal HydrationPercent, IReadOnlyList<ResolvedLine> Lines);

    internal static Response Handle(Request request)
    {
        if (request.Lines.Any(l => l.Amount is <= 0 or > 1_000_000m)) throw RuleViolation.Invalid("lines", "Amounts are above zero, at most 1,000,000.");
        if (request.HydrationPercent is null == request.TargetKg is null) throw RuleViolation.Invalid("target_kg", "Give hydration_percent or target_kg.");
        if (request.HydrationPercent is <= 0 or > 200) throw RuleViolation.Invalid("hydration_percent", "Above 0, at most 200.");
        if (request.TargetKg is <= 0 or > 100_000) throw RuleViolation.Invalid("target_kg", "Above 0, at most 100,000.");
        var (amounts, locked) = (request.Lines.Select(l => l.Amount).ToList(), request.Lines.Select(l => l.IsLocked).ToList());
        try
        {
            var solved = request.TargetKg is { } target ? Scaling.ToTarget(amounts, locked, target)
                : Scaling.ToHydration(amounts, [.. request.Lines.Select(l => l.IsFlour)], [.. request.Lines.Select(l => l.IsWater)], locked, request.HydrationPercent!.Value);
            var grams = request.TargetKg is null ? null : LargestRemainder.Round([.. solved.Select(kg => kg * 1000m)]);
            var flour = solved.Where((_, i) => request.Lines[i].IsFlour).Sum();
            return new Response(solved.Sum(), flour == 0 ? 0m : solved.Where((_, i) => request.Lines[i].IsWater).Sum() / flour * 100m,
                [.. request.Lines.Select((l, i) => new ResolvedLine(l.ItemId, solved[i], grams?[i], l.IsLocked))]);
        }
        catch (ArgumentException impossible)
        {
            throw new RuleViolation("formula_invalid", impossible.Message.Split(" (Parameter", 2)[0]);
        }
    }
}
