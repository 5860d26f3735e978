using Bakery.Contracts.Suppliers;
using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Approval;

/// <summary>The owner's limits for approval without a person. Amounts in EUR net of tax.</summary>
internal sealed class ApprovalPolicy : ITenantOwned, IVersioned
{
    public Guid TenantId { get; init; }
    public int Version { get; private set; }
    public bool Enabled { get; private set; } = true;
    public decimal AutoApproveMaxAmount { get; private set; } = 500m;
    public decimal MinSupplierScore { get; private set; } = 80m;
    public decimal AutoApproveDailyLimit { get; private set; } = 1500m;

    public void Change(bool enabled, decimal maxAmount, decimal minScore, decimal dailyLimit)
    {
        if (maxAmount < 0) throw RuleViolation.Invalid("auto_approve_max_amount", "Not negative.");
        if (minScore is < 0 or > 100) throw RuleViolation.Invalid("min_supplier_score", "Between 0 and 100.");
        if (dailyLimit < 0) throw RuleViolation.Invalid("auto_approve_daily_limit", "Not negative.");
        (Enabled, AutoApproveMaxAmount, MinSupplierScore, AutoApproveDailyLimit) = (enabled, maxAmount, minScore, dailyLimit);
    }

    /// <summary>Codes of the rules an order breaks; empty = approved by rule.</summary>
    public IReadOnlyList<string> BlockedBy(PurchaseOrder order, SupplierAnswer supplier, decimal approvedToday) => ApprovalRules.BlockedBy(
        new ApprovalCase(order.Total, supplier.TrustScore, Wire.Parse<SupplierStanding>(supplier.Status, "status"), supplier.DeliveriesSoFar == 0, approvedToday,
            [.. order.Lines.Select(l => new ApprovalLine(l.UnitPrice, l.LastPrice, l.LineTotal, l.IsCritical))]),
        new ApprovalLimits { Enabled = Enabled, MaxAmount = AutoApproveMaxAmount, MinTrust = MinSupplierScore, DailyLimit = AutoApproveDailyLimit });
}

/// <summary>Shows and changes the limits.</summary>
internal static class KeepApprovalRules
{
    public sealed record Request(bool Enabled, decimal AutoApproveMaxAmount, decimal MinSupplierScore, decimal AutoApproveDailyLimit);
    public sealed record View(bool Enabled, decimal AutoApproveMaxAmount, decimal MinSupplierScore, decimal AutoApproveDailyLimit, int Version) : IVersioned;

    internal static async Task<View> Handle(ProcurementDb db, CancellationToken ct) => Of(await db.Policies.AsNoTracking().FirstOrDefaultAsync(ct) ?? new ApprovalPolicy());

    internal static async Task<View> Change(Request request, IfMatch match, ProcurementDb db, CancellationToken ct)
    {
        var policy = await db.Policies.FirstOrDefaultAsync(ct);
        if (policy is null) db.Add(policy = new ApprovalPolicy { TenantId = db.Scope.Require() });
        match.Require(policy, () => Of(policy));
        policy.Change(request.Enabled, request.AutoApproveMaxAmount, request.MinSupplierScore, request.AutoApproveDailyLimit);
        await db.SaveChangesAsync(ct);
        return Of(policy);
    }

    private static View Of(ApprovalPolicy p) => new(p.Enabled, p.AutoApproveMaxAmount, p.MinSupplierScore, p.AutoApproveDailyLimit, p.Version);
}
