using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Inventory.Paper;
using Bakery.Inventory.Stock;
using Bakery.Inventory.Waste;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Sustainability;

/// <summary>How far food waste is below where the bakery began (SDG 12.3).</summary>
internal enum SdgStatus { Baseline, Progressing, OnTrack, Compliant }

/// <summary>The arithmetic of the sustainability report (operations.md §2.6).</summary>
/// <param name="Co2Kg">kg CO2e per kg of food waste.</param>
/// <param name="WaterLitres">Litres per kg.</param>
/// <param name="LandM2">m² per kg.</param>
/// <param name="TreesPerTonne">Trees that bind a tonne of CO2 in a year.</param>
/// <param name="DefaultBaseline">Waste share, in percent, of a bakery that has not measured 90 days.</param>
/// <param name="GrantThresholds">Reductions, in percent, that grants ask for.</param>
internal sealed record FootprintFactors(decimal Co2Kg, decimal WaterLitres, decimal LandM2, decimal TreesPerTonne, decimal DefaultBaseline, IReadOnlyList<decimal> GrantThresholds)
{
    /// <summary>As the tenant has set them.</summary>
    public static FootprintFactors Of(TenantProfileAnswer profile)
    {
        decimal Number(string key) => profile.Number("sustainability", key);
        return new(Number("co2_kg"), Number("water_litres"), Number("land_m2"), Number("trees_per_tonne"), Number("baseline_percent"), [.. Enumerable.Range(1, 4).Select(i => Number($"grant_{i}_percent"))]);
    }

    /// <summary>Percent below the baseline; negative when it is above it.</summary>
    public static decimal Reduction(decimal baseline, decimal share) => baseline == 0 ? 0m : Rounding.Cents((baseline - share) / baseline * 100m);

    public static SdgStatus Status(decimal reduction) => reduction switch
    {
        >= 50m => SdgStatus.Compliant,
        >= 30m => SdgStatus.OnTrack,
        > 0m => SdgStatus.Progressing,
        _ => SdgStatus.Baseline,
    };
}

/// <summary>
/// What food waste costs the world, and how it stands beside the first 90 days. The waste share is waste kg of all kg that left stock as food or as
/// waste: sold, delivered, given away, thrown away.
/// </summary>
internal static class ReportSustainability
{
    private const int BaselineDays = 90;

    /// <param name="WastePercent">Waste of all kg that left.</param>
    /// <param name="BaselinePercent">The same of the first 90 days, else 25.</param>
    /// <param name="IsBaselineMeasured">False while the default stands in.</param>
    /// <param name="PreventedKg">What would have been wasted at the baseline's share and was not.</param>
    /// <param name="DonatedKg">Given away; not waste.</param>
    public sealed record Response(DateOnly From, DateOnly To, decimal WasteKg, decimal FoodKg, decimal? WastePercent, decimal BaselinePercent, bool IsBaselineMeasured, decimal ReductionPercent, SdgStatus Status,
        decimal PreventedKg, decimal DonatedKg, decimal Co2Kg, decimal WaterLitres, decimal LandM2, decimal Trees, IReadOnlyList<Grant> Grants, IReadOnlyList<ReportWaste.DestinationRow> Destinations);

    /// <summary>Whether the reduction reaches a grant's threshold.</summary>
    public sealed record Grant(decimal ThresholdPercent, bool IsReached);

    internal static async Task<Response> Metrics([FromQuery(Name = "from")] DateOnly from, [FromQuery(Name = "to")] DateOnly to, InventoryDb db, IQueryBus queries, CancellationToken ct) =>
        await Read(from, to, await queries.Ask(new TenantProfile(), ct), db, queries, ct);

    internal static async Task<FileContentHttpResult> Handle([FromQuery(Name = "from")] DateOnly from, [FromQuery(Name = "to")] DateOnly to, [FromQuery(Name = "format")] string? format, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var wanted = Formats.Of(format, "pdf", "csv");
        var profile = await queries.Ask(new TenantProfile(), ct);
        var (words, paper) = (PaperWords.Of(profile.Language), wanted == "csv" ? PaperFormat.Data : PaperFormat.Of(profile.Language));
        var r = await Read(from, to, profile, db, queries, ct);
        SheetTable[] tables =
        [
            new("", [new(words.Measure, 4), new(words.Value, 2, true)],
            [
                [$"{words.Waste} (kg)", paper.Number(r.WasteKg)], [$"{words.Waste} (%)", paper.Number(r.WastePercent, "0.00")], [$"{words.Baseline} (%)", paper.Number(r.BaselinePercent, "0.00")], [$"{words.Reduction} (%)", paper.Number(r.ReductionPercent, "0.00")],
                [words.SdgStatus, words.SdgNames[(int)r.Status]], [$"{words.Prevented} (kg)", paper.Number(r.PreventedKg)], [$"{words.Donation} (kg)", paper.Number(r.DonatedKg)], ["CO2e (kg)", paper.Number(r.Co2Kg)],
                [$"{words.Water} (l)", paper.Number(r.WaterLitres)], [$"{words.Land} (m²)", paper.Number(r.LandM2)], [words.Trees, paper.Number(r.Trees)],
            ]),
            new(words.Hierarchy, [new(words.Destination, 4), new("kg", 2, true)], [.. r.Destinations.Select(d => (string[])[words.Destinations[(int)d.Destination], paper.Number(d.Kg)])]),
        ];
        var title = $"{words.Sustainability} {paper.Day(from)} – {paper.Day(to)}";
        return wanted == "csv"
            ? TypedResults.File(CsvSheet.Write([[title], .. tables.SelectMany(t => (IEnumerable<IReadOnlyList<string>>)[[.. t.Columns.Select(c => c.Title)], .. t.Rows])]), "text/csv; charset=utf-8", $"sustainability-{from:yyyy-MM-dd}.csv")
            : TypedResults.File(TableSheet.Print(title, [profile.Name], tables, profile.Name), "application/pdf", $"sustainability-{from:yyyy-MM-dd}.pdf");
    }

    private static async Task<Response> Read(DateOnly from, DateOnly to, TenantProfileAnswer profile, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var (factors, (start, end)) = (FootprintFactors.Of(profile), Formats.Between(from, to, profile.TimeZone));
        var report = await ReportWaste.Read(from, to, profile.TimeZone, db, queries, ct);
        var (waste, food, donated) = await Flows(start, end, db, ct);
        var first = await db.Movements.OrderBy(m => m.EventTime).Select(m => (DateTimeOffset?)m.EventTime).FirstOrDefaultAsync(ct);
        var measured = first is { } day && day.AddDays(BaselineDays) <= end;
        decimal? before = null;
        if (measured)
        {
            var (baseWaste, baseFood, _) = await Flows(first!.Value, first.Value.AddDays(BaselineDays), db, ct);
            before = Share(baseWaste, baseFood);
        }
        var baseline = before ?? factors.DefaultBaseline;
        var share = Share(waste, food);
        var reduction = share is { } s ? FootprintFactors.Reduction(baseline, s) : 0m;
        var co2 = waste * factors.Co2Kg;
        return new Response(from, to, waste, food, share, baseline, before is not null, reduction, FootprintFactors.Status(reduction), Rounding.FourDecimals(Math.Max(0m, food * baseline / 100m - waste)), donated,
            Rounding.FourDecimals(co2), Rounding.FourDecimals(waste * factors.WaterLitres), Rounding.FourDecimals(waste * factors.LandM2), Rounding.FourDecimals(co2 / 1000m * factors.TreesPerTonne),
            [.. factors.GrantThresholds.Select(t => new Grant(t, reduction >= t))], report.Destinations);
    }

    private static decimal? Share(decimal waste, decimal food) => food > 0 ? Rounding.FourDecimals(waste / food * 100m) : null;

    private static async Task<(decimal Waste, decimal Food, decimal Donated)> Flows(DateTimeOffset start, DateTimeOffset end, InventoryDb db, CancellationToken ct)
    {
        MovementType[] leaving = [MovementType.Sale, MovementType.Donation, MovementType.Waste];
        var sums = await db.Movements.AsNoTracking().Where(m => m.EventTime >= start && m.EventTime < end && leaving.Contains(m.Type)).GroupBy(m => new { m.ItemId, m.Type })
            .Select(g => new { g.Key.ItemId, g.Key.Type, Sum = -g.Sum(m => m.Quantity) }).ToListAsync(ct);
        var items = await ReadStock.Names(db, sums.Select(s => s.ItemId), ct);
        decimal Kg(MovementType type) => sums.Where(s => s.Type == type).Sum(s => items[s.ItemId].Kilograms(s.Sum) ?? 0m);
        var (sold, donated) = (Kg(MovementType.Sale), Kg(MovementType.Donation));
        // Waste whose stock was never booked is in the waste book only.
        var waste = await db.Waste.Where(w => w.EventTime >= start && w.EventTime < end).SumAsync(w => w.Kg ?? 0m, ct);
        return (waste, sold + donated + waste, donated);
    }
}
