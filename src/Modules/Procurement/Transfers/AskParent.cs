using Bakery.Contracts.Inventory;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Transfers;

/// <summary>Asks the bakery this one belongs to for goods (enterprise). The transfer is the parent's, which decides about it; the child lists what it has asked for and says that it has come.</summary>
internal static class AskParent
{
    internal static async Task<Page<MoveGoods.View>> List(ProcurementDb db, IQueryBus queries, PageRequest page, string? status, CancellationToken ct)
    {
        var self = db.Scope.Require();
        var parent = await Parent(queries, ct);
        using var visit = parent is null ? null : db.Scope.Visit(parent.TenantId);
        return await MoveGoods.Listed(db.Transfers.AsNoTracking().Where(t => t.BuyerTenantId == self), page, status, ct);
    }

    /// <param name="wanted">The items asked for, by id.</param>
    internal static async Task<Created<MoveGoods.View>> Handle(MoveGoods.Request request, Dictionary<Guid, ItemAnswer> wanted, ProcurementDb db, OrderBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var buyer = await Buyer(queries, ct);
        var parent = await Parent(queries, ct) ?? throw RuleViolation.Invalid("from_location_id", "This bakery belongs to no other: name the site that gives.");
        using var visit = db.Scope.Visit(parent.TenantId);
        var given = (await queries.Ask(new Items([]), ct)).ToDictionary(i => i.Sku, StringComparer.OrdinalIgnoreCase);
        var gives = (await queries.Ask(new Locations(), ct)).Where(l => l.IsActive).OrderBy(l => l.Type != "central_production").FirstOrDefault() ?? throw RuleViolation.NotFound("The parent's location");
        var markup = (await queries.Ask(new TenantProfile(), ct)).Number("procurement", "transfer_markup_percent");
        var same = wanted.Values.ToDictionary(i => i.Id, i => given.GetValueOrDefault(i.Sku) ?? throw RuleViolation.Invalid("lines", $"{parent.Name} has no article {i.Sku}."));
        return await MoveGoods.Save(request, gives.Id, buyer, markup, await MoveGoods.Lines(request, wanted, same, markup, queries, ct), db, book, bus, clock, ct);
    }

    internal static async Task<MoveGoods.View> Deliver(Guid id, ProcurementDb db, IQueryBus queries, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var self = db.Scope.Require();
        var parent = await Parent(queries, ct) ?? throw RuleViolation.NotFound("The transfer");
        using var visit = db.Scope.Visit(parent.TenantId);
        var asked = await db.Transfers.FirstOrDefaultAsync(t => t.Id == id && t.BuyerTenantId == self, ct) ?? throw RuleViolation.NotFound("The transfer");
        return await MoveGoods.HandOver(asked, db, queries, book, bus, clock, ct);
    }

    private static async Task<FamilyMember?> Parent(IQueryBus queries, CancellationToken ct) => (await queries.Ask(new ParentTenant(), ct)).FirstOrDefault();

    private static async Task<FamilyMember> Buyer(IQueryBus queries, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        if (profile.Tier != "enterprise") throw new RuleViolation("upgrade_required", "Goods of another bakery of the organisation need the enterprise tier.", 402, new Dictionary<string, object?> { ["feature"] = "internal_transfers", ["current_tier"] = profile.Tier, ["required_tier"] = "enterprise" });
        return new FamilyMember(profile.Id, profile.Name);
    }
}
