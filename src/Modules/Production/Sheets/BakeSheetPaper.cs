using System.Globalization;
using Bakery.Documents;
using Bakery.Kernel.Values;

namespace Bakery.Production.Sheets;

/// <summary>The bake sheet on paper: doughs, their pieces, and how many go to each shop.</summary>
internal static class BakeSheetPaper
{
    public static byte[] Print(BakeSheet.Response sheet, Paper paper)
    {
        var (words, format) = (paper.Words, paper.Format);
        var all = sheet.Doughs.SelectMany(d => d.Pieces).Concat(sheet.Fixed).ToList();
        var shops = all.SelectMany(p => p.Shops).DistinctBy(s => s.LocationId).ToList();
        var isInside = all.Exists(p => p.Inside > 0);
        SheetColumn[] columns = [new(words.Product, 4), new(words.Pieces, 1.2, true), .. shops.Select(s => new SheetColumn(s.Name, 1.7, true)), new(words.Orders, 1.5, true), .. isInside ? new[] { new SheetColumn(words.Inside, 1.7, true) } : []];
        string Number(decimal value) => value == 0 ? "" : format.Number(value, "0.##");
        IReadOnlyList<string> Row(BakeSheet.Piece p) => [p.Name, Number(p.Planned), .. shops.Select(s => p.Shops.FirstOrDefault(x => x.LocationId == s.LocationId) is { } part ? Number(part.Quantity) : ""), Number(p.Orders), .. isInside ? new[] { Number(p.Inside) } : []];
        var tables = sheet.Doughs.Select(d => new SheetTable($"{d.Name}   {SheetFormat.Kg(d.Kg, format)}   {d.Mixes} × {SheetFormat.Kg(d.KgPerMix, format)}", columns, [.. d.Pieces.Select(Row)])).ToList();
        if (sheet.Fixed.Count > 0) tables.Add(new SheetTable(words.Fixed, columns, [.. sheet.Fixed.Select(Row)]));
        if (sheet.Preferments.Count > 0)
            tables.Add(new SheetTable(words.Preferments, [new(words.Name, 4), new(words.Needed, 2, true), new(words.ToMake, 2, true)], [.. sheet.Preferments.Select(p => (IReadOnlyList<string>)[p.Name, SheetFormat.Kg(p.NeededKg, format), SheetFormat.Kg(p.ToMakeKg, format)])]));
        tables.AddRange(sheet.Fillings.Select(f => new SheetTable($"{words.Filling}: {f.Name}   {SheetFormat.Kg(f.Kg, format)}", [new(words.Ingredient, 4), new(words.Needed, 2, true)],
            [.. f.Lines.Select(l => (IReadOnlyList<string>)[l.Name, SheetFormat.Grams(l.Grams)])])));
        var notes = new List<string> { paper.Stamp(sheet.PlanVersion) };
        if (sheet.ChangesSinceApproval > 0) notes.Add(string.Format(CultureInfo.InvariantCulture, words.ChangesSince, sheet.ChangesSinceApproval, $"{BusinessTime.Local(sheet.ApprovedAt!.Value, paper.Profile.TimeZone):HH:mm}"));
        return TableSheet.Print($"{words.BakeSheet} {format.Day(sheet.Date)}", notes, tables, paper.Profile.Name, paper.Size, paper.ChangesLink(sheet.Date));
    }
}
