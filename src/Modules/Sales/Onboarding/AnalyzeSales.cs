using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Sales.Imports;
using Bakery.SalesFiles;
using Microsoft.AspNetCore.Http;

namespace Bakery.Sales.Onboarding;

internal static class AnalyzeSales
{
    private const int ProductsShown = 500;

    /// <param name="Item">The item that is meant or probably meant; null when there is none like it.</param>
    /// <param name="Class">What it would be as a new item.</param>
    public sealed record Product(string Name, int Rows, decimal Quantity, ItemSuggestion? Item, ProductClass Class);

    /// <param name="ImportId">To be imported by <c>import-sales</c> once the products exist.</param>
    /// <param name="Products">The best sellers first, at most 500. Nothing was created.</param>
    public sealed record Response(Guid ImportId, BusinessGuess BusinessModel, DateOnly? From, DateOnly? To, int Rows, int ErrorCount, IReadOnlyList<string> Warnings, int ProductCount, IReadOnlyList<Product> Products);

    /// <summary>Reads a sales file, lists its products and says what each probably is.</summary>
    internal static async Task<Response> Handle(IFormFile file, SalesDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var view = await ValidateImport.Handle(file, db, queries, clock, ct);
        var rows = await ImportRows.For(new ImportSettings(), db, queries, ct);
        using var reader = await ValidateImport.Open(await ShowImport.Content(view.ImportId, db, ct), new ImportSettings(), rows, db, clock, ct);
        var products = new Dictionary<string, Seen>(StringComparer.Ordinal);
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows.Read(reader, _ => { }))
        {
            if (!products.TryGetValue(row.Source.Product, out var seen)) products[row.Source.Product] = seen = new Seen(row.ItemId);
            seen.Add(row.Source.Quantity);
            if (row.Source.Location is { } place) places.Add(place);
        }
        var suggested = view.UnknownProducts.Where(u => u.Suggestion is not null).ToDictionary(u => u.Name, u => u.Suggestion!);
        var listed = products.Select(p => new Product(p.Key, p.Value.Rows, p.Value.Quantity, p.Value.ItemId is { } id && rows.Items.FirstOrDefault(i => i.Id == id) is { } item ? new ItemSuggestion(id, item.Name) : suggested.GetValueOrDefault(p.Key),
            ProductClassifier.OfSold(p.Key, p.Value.Fractional))).OrderByDescending(p => p.Quantity).ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        var pieces = listed.Sum(p => Math.Max(0, p.Quantity));
        decimal Share(Func<Product, bool> which) => pieces == 0 ? 0 : listed.Where(which).Sum(p => Math.Max(0, p.Quantity)) / pieces;
        return new Response(view.ImportId, BusinessModels.Of(places.Count, Share(p => p.Class.ItemType == "resale"), Share(p => p.Class.Confidence >= 60)), view.From, view.To, view.Rows, view.ErrorCount, view.Warnings, listed.Count, [.. listed.Take(ProductsShown)]);
    }

    private sealed class Seen(Guid? itemId)
    {
        private int fractions;

        public Guid? ItemId => itemId;
        public int Rows { get; private set; }
        public decimal Quantity { get; private set; }
        public decimal Fractional => (decimal)fractions / Rows;

        public void Add(decimal quantity)
        {
            (Rows, Quantity) = (Rows + 1, Quantity + quantity);
            if (quantity != decimal.Truncate(quantity)) fractions++;
        }
    }
}

internal static class ImportOnboardingSales
{
    /// <param name="Products">Name in the file → item, or null to leave it out.</param>
    /// <param name="LocationId">Location of rows that name none.</param>
    public sealed record Request([property: Required] Guid ImportId, IReadOnlyDictionary<string, Guid?>? Products = null, IReadOnlyDictionary<string, Guid>? Locations = null, Guid? LocationId = null);

    /// <summary>Maps the products as approved and adds the sales, all or nothing.</summary>
    internal static Task<ImportView> Handle(Request request, SalesDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        await CorrectImport.Handle(request.ImportId, new CorrectImport.Request(null, null, request.Products, request.Locations, request.LocationId), db, queries, clock, ct);
        return await CommitImport.Handle(request.ImportId, new CommitImport.Request(), db, queries, bus, clock, ct);
    }, ct);
}
