using Bakery.Contracts.Inventory;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Pos.Imports;
using Bakery.SalesFiles;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Pos.Products;

/// <summary>Whether a till's product is known.</summary>
public enum TillProductState { Unknown, Mapped, Ignored }

/// <summary>A product as a till names it, and the item it means.</summary>
internal sealed class TillProduct : ITenantOwned, IVersioned
{
    private TillProduct() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid ConfigurationId { get; private set; }

    /// <summary>The name without capitals, accents and signs.</summary>
    public string Key { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? Sku { get; private set; }
    public TillProductState State { get; private set; }
    public Guid? ItemId { get; private set; }
    public DateTimeOffset FirstSeen { get; private set; }
    public int Version { get; private set; }

    public static string KeyOf(string name) => ProductNames.Plain(name) is { Length: > 0 } plain ? plain : name.Trim();

    public static TillProduct Create(Guid id, Guid configuration, string name, string? sku, DateTimeOffset now) => new() { Id = id, ConfigurationId = configuration, Key = KeyOf(name), Name = name, Sku = sku, FirstSeen = now };

    public void Means(Guid item) => (State, ItemId) = (TillProductState.Mapped, item);
    public void Ignore() => (State, ItemId) = (TillProductState.Ignored, null);
}

/// <param name="Suggestion">The item that is probably meant.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record TillProductView(Guid Id, Guid ConfigurationId, string Name, string? Sku, TillProductState State, Guid? ItemId, Guid? Suggestion, double Confidence, DateTimeOffset FirstSeen, int Version) : IVersioned
{
    internal static TillProductView Of(TillProduct p, IReadOnlyList<ItemAnswer> items)
    {
        var suggestion = p.State == TillProductState.Unknown ? ProductNames.Suggest(p.Name, items.Select(i => i.Name)) : null;
        return new TillProductView(p.Id, p.ConfigurationId, p.Name, p.Sku, p.State, p.ItemId, suggestion is null ? null : items.First(i => i.Name == suggestion.Name).Id, Math.Round(suggestion?.Confidence ?? 0, 2), p.FirstSeen, p.Version);
    }
}

internal static class ListTillProducts
{
    private static readonly Sorting<TillProduct> Order = new Sorting<TillProduct>(p => p.Id, "name").By("name", p => p.Name);

    internal static async Task<Page<TillProductView>> Handle([AsParameters] PageRequest page, [FromQuery] string? state, [FromQuery] Guid? configuration_id, PosDb db, IQueryBus queries, CancellationToken ct)
    {
        var wanted = Wire.ParseOptional<TillProductState>(state, "state");
        var items = await queries.Ask(new Items([]), ct);
        var rows = await db.Products.AsNoTracking().Where(p => (wanted == null || p.State == wanted) && (configuration_id == null || p.ConfigurationId == configuration_id)).ToPage(page, Order, p => p, ct);
        return new Page<TillProductView>([.. rows.Items.Select(p => TillProductView.Of(p, items))], rows.Total, rows.NextCursor);
    }
}

internal static class GetTillProduct
{
    internal static async Task<TillProductView> Handle(Guid id, PosDb db, IQueryBus queries, CancellationToken ct) => TillProductView.Of(await Find(id, db, ct), await queries.Ask(new Items([]), ct));

    internal static async Task<TillProduct> Find(Guid id, PosDb db, CancellationToken ct) => await db.Products.FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw RuleViolation.NotFound("The till's product");
}

internal static class MapTillProduct
{
    /// <param name="ItemId">The item meant; null leaves the product out for good.</param>
    public sealed record Request(Guid? ItemId);

    internal static async Task<TillProductView> Handle(Guid id, Request request, IfMatch ifMatch, PosDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        var product = await GetTillProduct.Find(id, db, ct);
        var items = await queries.Ask(new Items([]), ct);
        ifMatch.Require(product, () => TillProductView.Of(product, items));
        if (request.ItemId is { } item)
        {
            if (items.All(i => i.Id != item)) throw RuleViolation.NotFound("The item");
            product.Means(item);
        }
        else
        {
            product.Ignore();
        }
        await Release(product, db, bus, ct);
        await db.SaveChangesAsync(ct);
        return TillProductView.Of(product, items);
    }

    /// <summary>Sales that waited for this product only are now complete.</summary>
    private static async Task Release(TillProduct product, PosDb db, IBus bus, CancellationToken ct)
    {
        var waiting = await db.Transactions.Where(t => t.State == TransactionState.Waiting && t.Lines.Any(l => l.ProductId == product.Id)).OrderBy(t => t.SoldAt).ToListAsync(ct);
        if (waiting.Count == 0) return;
        var needed = waiting.SelectMany(t => t.Lines).Select(l => l.ProductId).Distinct().ToList();
        var products = await db.Products.Where(p => needed.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        foreach (var transaction in waiting) transaction.Complete(products, bus);
    }
}
