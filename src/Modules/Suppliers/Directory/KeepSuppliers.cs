using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Suppliers;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.Directory;

/// <summary>Creates, lists and changes suppliers.</summary>
internal static class KeepSuppliers
{
    private static readonly Sorting<Supplier> Order = new Sorting<Supplier>(s => s.Id, "code").By("code", s => s.Code).By("name", s => s.Name);

    internal static Task<Page<SupplierForm.View>> List(SuppliersDb db, [AsParameters] PageRequest page, [FromQuery(Name = "status")] string? status, CancellationToken ct)
    {
        var rows = db.Suppliers.AsNoTracking();
        if (Wire.ParseOptional<SupplierStatus>(status, "status") is { } wanted) rows = rows.Where(s => s.Status == wanted);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(s => EF.Functions.ILike(s.Name, $"%{q}%") || EF.Functions.ILike(s.Code, $"%{q}%"));
        return rows.ToPage(page, Order, s => SupplierForm.Of(s), ct);
    }

    internal static async Task<SupplierForm.View> Show(Guid id, SuppliersDb db, CancellationToken ct) => SupplierForm.Of(await db.FindSupplier(id, ct));

    internal static async Task<Created<SupplierForm.View>> Handle(SupplierForm.Data request, SuppliersDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var code = string.IsNullOrWhiteSpace(request.Code) ? await NextCode(db, ct) : request.Code.Trim();
        if (await db.Suppliers.AnyAsync(s => s.Code == code, ct)) throw RuleViolation.Duplicate($"A supplier with the code {code} exists already.");
        var supplier = Supplier.Create(Ids.New(clock), request, code, clock.GetUtcNow());
        db.Add(supplier);
        Tell(supplier, bus);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"suppliers/{supplier.Id}", SupplierForm.Of(supplier));
    }

    internal static async Task<SupplierForm.View> Change(Guid id, SupplierForm.Data request, IfMatch match, SuppliersDb db, IBus bus, CancellationToken ct)
    {
        var supplier = await db.FindSupplier(id, ct);
        match.Require(supplier, () => SupplierForm.Of(supplier));
        if (request.Code is { } code && await db.Suppliers.AnyAsync(s => s.Code == code && s.Id != id, ct)) throw RuleViolation.Duplicate($"A supplier with the code {code} exists already.");
        supplier.Change(request);
        Tell(supplier, bus);
        await db.SaveChangesAsync(ct);
        return SupplierForm.Of(supplier);
    }

    internal static async Task<NoContent> Delete(Guid id, IfMatch match, SuppliersDb db, CancellationToken ct)
    {
        var supplier = await db.FindSupplier(id, ct);
        match.Require(supplier, () => SupplierForm.Of(supplier));
        if (supplier.Status != SupplierStatus.PendingApproval || await db.Prices.AnyAsync(p => p.SupplierId == id, ct))
            throw new RuleViolation("in_use", "Only a supplier that was never approved and has no prices is deleted.", 409);
        db.Remove(supplier);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static void Tell(Supplier supplier, IBus bus) => bus.Publish(new SupplierChanged(supplier.Id, supplier.Code, Wire.Name(supplier.Status)));

    private static async Task<string> NextCode(SuppliersDb db, CancellationToken ct)
    {
        var number = await db.Suppliers.CountAsync(ct);
        string code;
        do code = $"S{++number:0000}";
        while (await db.Suppliers.AnyAsync(s => s.Code == code, ct));
        return code;
    }
}

/// <summary>Approval, blocking and trust.</summary>
internal static class JudgeSupplier
{
    public sealed record Reasoned([property: Required, Length(3, 500)] string Reason);
    public sealed record TransitionRequest(SupplierStatus To, [property: MaxLength(500)] string? Reason = null);
    public sealed record TrustRequest(decimal Score, [property: Required, Length(3, 500)] string Reason);

    internal static Task<SupplierForm.View> Approve(Guid id, SuppliersDb db, IBus bus, TimeProvider clock, CancellationToken ct) => Go(id, SupplierStatus.Approved, null, db, bus, clock, ct);

    internal static Task<SupplierForm.View> Block(Guid id, Reasoned request, SuppliersDb db, IBus bus, TimeProvider clock, CancellationToken ct) => Go(id, SupplierStatus.Blacklisted, request.Reason, db, bus, clock, ct);

    internal static Task<SupplierForm.View> Handle(Guid id, TransitionRequest request, SuppliersDb db, IBus bus, TimeProvider clock, CancellationToken ct) => Go(id, request.To, request.Reason, db, bus, clock, ct);

    internal static async Task<SupplierForm.View> Trust(Guid id, TrustRequest request, SuppliersDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var supplier = await db.FindSupplier(id, ct);
        supplier.Trust(request.Score, request.Reason);
        db.Audit(clock, "trust_overridden", "supplier", id, AuditSeverity.Medium, reason: request.Reason);
        KeepSuppliers.Tell(supplier, bus);
        await db.SaveChangesAsync(ct);
        return SupplierForm.Of(supplier);
    }

    /// <summary>Takes the override back: what the deliveries say counts again.</summary>
    internal static async Task<SupplierForm.View> Untrust(Guid id, SuppliersDb db, Scores.ScoreBook scores, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var supplier = await db.FindSupplier(id, ct);
        supplier.EndOverride((await scores.Of(id, ct)).Score);
        db.Audit(clock, "trust_override_ended", "supplier", id, AuditSeverity.Medium);
        KeepSuppliers.Tell(supplier, bus);
        await db.SaveChangesAsync(ct);
        return SupplierForm.Of(supplier);
    }

    private static async Task<SupplierForm.View> Go(Guid id, SupplierStatus to, string? reason, SuppliersDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var supplier = await db.FindSupplier(id, ct);
        if (supplier.Status == SupplierStatus.Blacklisted && db.Scope.Role < Role.Owner) throw new RuleViolation("forbidden", "Only the owner lifts a block.", 403);
        supplier.Go(to);
        if (reason is not null) db.Audit(clock, Wire.Name(to), "supplier", id, AuditSeverity.Medium, reason: reason);
        KeepSuppliers.Tell(supplier, bus);
        await db.SaveChangesAsync(ct);
        return SupplierForm.Of(supplier);
    }
}
