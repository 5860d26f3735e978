using System.Globalization;
using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Inventory.Paper;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.FoodSafety;

/// <summary>The month's self-control file as an inspector wants it, with what the chain says of it.</summary>
internal static class MonthlyFile
{
    /// <summary>One point's day on the due list.</summary>
    public sealed record DueRow(Guid Id, string Kind, string Name, Guid LocationId, TimeOnly DueTime, bool IsDone);
    public sealed record DueDay(DateOnly Date, IReadOnlyList<DueRow> Items);

    internal static async Task<FileContentHttpResult> Handle([FromQuery(Name = "month")] string month, [FromQuery(Name = "format")] string? format, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var wanted = Formats.Of(format, "pdf", "csv");
        if (!DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)) throw RuleViolation.Invalid("month", "A month such as 2026-11.");
        var profile = await queries.Ask(new TenantProfile(), ct);
        var (from, until) = Formats.Between(first, first.AddMonths(1).AddDays(-1), profile.TimeZone);
        var (words, paper) = (PaperWords.Of(profile.Language), wanted == "csv" ? PaperFormat.Data : PaperFormat.Of(profile.Language));
        var points = await db.HaccpPoints.AsNoTracking().OrderBy(p => p.Name).ToListAsync(ct);
        var readings = await db.HaccpReadings.AsNoTracking().Where(r => r.EventTime >= from && r.EventTime < until).OrderBy(r => r.EventTime).ThenBy(r => r.Id).ToListAsync(ct);
        var checks = await db.HaccpChecks.AsNoTracking().Where(c => c.EventTime >= from && c.EventTime < until).OrderBy(c => c.EventTime).ThenBy(c => c.Id).ToListAsync(ct);
        var lists = await db.Checklists.AsNoTracking().ToDictionaryAsync(l => l.Id, l => l.Name, ct);
        var deviations = await db.Deviations.AsNoTracking().Where(d => d.StartedAt >= from && d.StartedAt < until).OrderBy(d => d.StartedAt).ToListAsync(ct);
        var actions = (await db.CorrectiveActions.AsNoTracking().Where(a => deviations.Select(d => d.Id).Contains(a.DeviationId)).ToListAsync(ct)).ToDictionary(a => a.DeviationId);
        var names = points.ToDictionary(p => p.Id, p => p.Name);
        if (wanted == "csv")
            return TypedResults.File(CsvSheet.Write([[words.Point, words.Time, words.Value, words.InOrder, words.Text, words.GivenBy, words.Device, "id", words.Corrects],
                .. readings.Select(r => (string[])[names.GetValueOrDefault(r.PointId, ""), Formats.Time(r.EventTime, profile.TimeZone, paper), paper.Number(r.Value, "0.0###"), r.Ok ? words.Yes : words.No, r.Text ?? "", r.ActorName, r.Device ?? "", $"{r.Id}", $"{r.CorrectsId}"])]),
                "text/csv; charset=utf-8", $"haccp-{month}.csv");
        var chain = await VerifyChain.Between(readings.Select(r => r.Id).Concat(checks.Select(c => c.Id)).Concat(actions.Values.Select(a => a.Id)).ToList(), db, ct);
        var tables = points.Select(p => OfPoint(p, readings.Where(r => r.PointId == p.Id).ToLookup(r => BusinessTime.Today(r.EventTime, profile.TimeZone)), first, words, paper)).ToList();
        tables.Add(new SheetTable(words.Checks, [new(words.Date, 1.2), new(words.Checklist, 2.5), new(words.InOrder, 1), new(words.Failed, 2.8), new(words.Signature, 1.6), new(words.Time, 1.6)],
            [.. checks.Select(c => (string[])[paper.Day(c.DueOn), lists.GetValueOrDefault(c.ChecklistId, ""), c.Ok ? words.Yes : words.No, string.Join(", ", c.FailedLines), c.Signature, Formats.Time(c.EventTime, profile.TimeZone, paper)])]));
        tables.Add(new SheetTable(words.Deviations, [new(words.Point, 2), new(words.Time, 1.7), new(words.Value, 0.9, true), new(words.Cause, 2.4), new(words.Action, 2.6), new(words.Decision, 1.2), new(words.GivenBy, 1.4)],
            [.. deviations.Select(d => OfDeviation(d, actions.GetValueOrDefault(d.Id), d.PointId is { } p ? names.GetValueOrDefault(p, "") : lists.GetValueOrDefault(d.ChecklistId ?? Guid.Empty, ""), profile.TimeZone, words, paper))]));
        return TypedResults.File(TableSheet.Print($"{words.MonthlyFile} {paper.Month(first)}",
            [$"{profile.Name}", $"{words.Records}: {readings.Count + checks.Count + actions.Count}   {words.Chain}: {(chain.IsIntact ? words.Intact : words.Broken)}, {chain.Sealed}", chain.LastHash], tables, profile.Name), "application/pdf", $"haccp-{month}.pdf");
    }

    /// <summary>What is due on a day and what is done.</summary>
    internal static async Task<DueDay> Due([FromQuery(Name = "date")] DateOnly? date, InventoryDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var zone = (await queries.Ask(new TenantProfile(), ct)).TimeZone;
        var day = date ?? BusinessTime.Today(clock.GetUtcNow(), zone);
        var (from, until) = Formats.Between(day, day, zone);
        var read = (await db.HaccpReadings.Where(r => r.EventTime >= from && r.EventTime < until).Select(r => r.PointId).Distinct().ToListAsync(ct)).ToHashSet();
        var done = (await db.HaccpChecks.Where(c => c.DueOn == day).Select(c => c.ChecklistId).ToListAsync(ct)).ToHashSet();
        var points = (await db.HaccpPoints.AsNoTracking().ToListAsync(ct)).Where(p => p.IsDueOn(day)).Select(p => new DueRow(p.Id, "point", p.Name, p.LocationId, p.DueTime!.Value, read.Contains(p.Id)));
        var lists = (await db.Checklists.AsNoTracking().ToListAsync(ct)).Where(l => l.IsDueOn(day)).Select(l => new DueRow(l.Id, "checklist", l.Name, l.LocationId, l.DueTime, done.Contains(l.Id)));
        return new(day, [.. points.Concat(lists).OrderBy(r => r.DueTime).ThenBy(r => r.Name)]);
    }

    private static SheetTable OfPoint(HaccpPoint point, ILookup<DateOnly, HaccpReading> byDay, DateOnly first, PaperWords words, PaperFormat paper)
    {
        var limits = (point.Min, point.Max) switch
        {
            (null, null) => "",
            (null, { } max) => $" (max {paper.Number(max)} {point.Unit})",
            ({ } min, null) => $" (min {paper.Number(min)} {point.Unit})",
            ({ } min, { } max) => $" ({paper.Number(min)} – {paper.Number(max)} {point.Unit})",
        };
        var rows = Enumerable.Range(0, DateTime.DaysInMonth(first.Year, first.Month)).Select(i => first.AddDays(i)).Select(day => (Day: day, Readings: byDay[day].ToList())).Select(d => (string[])
        [
            paper.Day(d.Day), d.Readings.Count == 0 ? "–" : $"{d.Readings.Count}", paper.Number(d.Readings.Min(r => r.Value), "0.0"), paper.Number(d.Readings.Max(r => r.Value), "0.0"), d.Readings.Count == 0 ? "" : $"{d.Readings.Count(r => !r.Ok)}",
            string.Join("; ", d.Readings.Select(r => r.Text).OfType<string>()), string.Join(", ", d.Readings.Select(r => r.Device ?? r.ActorName).Distinct()),
        ]);
        return new SheetTable(point.Name + limits, [new(words.Date, 1.2), new(words.Readings, 0.9, true), new("min", 0.7, true), new("max", 0.7, true), new(words.OutOfRange, 1.2, true), new(words.Text, 2.9), new(words.GivenBy, 1.9)], [.. rows]);
    }

    private static string[] OfDeviation(Deviation d, CorrectiveAction? action, string name, string zone, PaperWords words, PaperFormat paper) =>
    [
        name, Formats.Time(d.StartedAt, zone, paper), paper.Number(d.WorstValue, "0.0"), action?.Cause ?? (d.Status == DeviationStatus.Recovered ? words.Recovered : words.Open), action?.Action ?? "",
        action is null ? "" : words.Decisions[(int)action.ProductDecision], action?.ClosedBy ?? "",
    ];
}
