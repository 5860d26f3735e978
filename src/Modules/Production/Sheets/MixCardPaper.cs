using Bakery.Contracts.Recipes;
using Bakery.Documents;
using Bakery.Production.Batches;
using Bakery.Production.Schedule;

namespace Bakery.Production.Sheets;

/// <summary>The mix cards on paper, a page each: weights, the lot that goes first, the steps, and room for what is measured and who did it.</summary>
internal static class MixCardPaper
{
    /// <param name="lots">The suggested lot of an item.</param>
    public static byte[] Print(MixCards.Response cards, IReadOnlyDictionary<Guid, RecipeRoute> routes, IReadOnlyDictionary<Guid, string> lots, Paper paper)
    {
        var words = paper.Words;
        var tables = cards.Cards.SelectMany(c => Card(c, routes.GetValueOrDefault(c.RecipeId), lots, words, ScheduleWords.Of(paper.Profile.Language), paper.Format));
        return TableSheet.Print($"{words.MixCards} {paper.Format.Day(cards.Date)}", [paper.Stamp(cards.PlanVersion)], tables, paper.Profile.Name, paper.Size, paper.ChangesLink(cards.Date));
    }

    private static IEnumerable<SheetTable> Card(MixCards.Card card, RecipeRoute? route, IReadOnlyDictionary<Guid, string> lots, SheetWords words, ScheduleWords stages, PaperFormat format)
    {
        string Amount(MixCards.Line line, int grams) => line.Count is { } count ? format.Quantity(count, "piece") : SheetFormat.Grams(grams);
        // Equal mixes may differ by the gram that is left over.
        var hasRest = card.Mixes > 1 && card.GramsOne - card.GramsLast > 1;
        var mixes = hasRest ? $"{card.Mixes - 1} × {SheetFormat.Kg(card.KgPerMix, format)} + {SheetFormat.Kg(card.KgLastMix, format)}" : $"{card.Mixes} × {SheetFormat.Kg(card.KgPerMix, format)}";
        IEnumerable<T> WithRest<T>(T rest) => hasRest ? [rest] : [];
        yield return new SheetTable(card.Pieces is { } pieces ? $"{card.Name}   {format.Quantity(pieces, "piece")}" : $"{card.Name}   {mixes}", [new(words.Ingredient, 3.2), new(words.OneMix, 1.5, true), .. WithRest(new SheetColumn(words.LastMix, 1.5, true)), new(words.AllMixes, 1.8, true), new(words.Lot, 2.5)],
            [.. card.Lines.Select(l => (IReadOnlyList<string>)[l.Name, Amount(l, l.GramsOne), .. WithRest(Amount(l, l.GramsLast)), Amount(l, l.GramsAll), l.ItemId is { } item ? lots.GetValueOrDefault(item, "") : ""]),
                [words.Total, SheetFormat.Grams(card.GramsOne), .. WithRest(SheetFormat.Grams(card.GramsLast)), SheetFormat.Grams(card.GramsAll), ""]], LastRowIsTotal: true, StartsPage: true);
        // Of a dough's recipe the stages up to the bulk are the dough's, whose pieces have no mix card; a fixed recipe has them all.
        var steps = (route?.Steps ?? []).TakeWhile(s => card.Pieces is not null || Array.IndexOf(Stages.All, s.Stage) < Array.IndexOf(Stages.All, "dividing")).ToList();
        yield return new SheetTable(words.Steps, [new(stages.Stage, 3), new("min", 0.8, true), new("°C", 0.8, true), new(words.Measured, 1.6), new(words.By, 1.6)],
            [.. steps.Select(s => (IReadOnlyList<string>)[stages.Stages[Array.IndexOf(Stages.All, s.Stage)], format.Number(s.Minutes), format.Number(s.TempC, "0.#"), "", ""]),
                .. card.Pieces is null ? new IReadOnlyList<string>[] { [words.WaterTemperature, "", "", "", ""], [words.DoughTemperature, "", "", "", ""] } : []]);
    }
}
