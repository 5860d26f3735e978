using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Tenant.Members;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Organisations;

/// <summary>What an organisation is in its family.</summary>
public enum TenantType { Standalone, Parent, Child }

/// <summary>A child sees its parent, and no sibling.</summary>
internal static class ShowHierarchy
{
    public sealed record Relative(Guid Id, string Name, TenantStatus Status);
    /// <param name="Path">/id, or /parent/id of a child.</param>
    public sealed record Response(Guid Id, string Name, TenantType TenantType, string Path, Relative? Parent, IReadOnlyList<Relative> Children);

    internal static async Task<Response> Handle(TenantDb db, TenantScope scope, CancellationToken ct)
    {
        var id = scope.Require();
        using var all = scope.AllTenants(); // relatives are tenants of their own
        var self = await db.Organisations.AsNoTracking().FirstAsync(o => o.Id == id, ct);
        var relatives = await db.Organisations.AsNoTracking().Where(o => o.Id == self.ParentId || o.ParentId == id).OrderBy(o => o.Name).ToListAsync(ct);
        Relative Of(Organisation o) => new(o.Id, o.Name, o.Status);
        var children = relatives.Where(o => o.ParentId == id).Select(Of).ToList();
        var type = self.ParentId is not null ? TenantType.Child : children.Count > 0 ? TenantType.Parent : TenantType.Standalone;
        return new Response(id, self.Name, type, self.ParentId is { } above ? $"/{above}/{id}" : $"/{id}", relatives.Where(o => o.Id == self.ParentId).Select(Of).FirstOrDefault(), children);
    }
}

/// <summary>Who adds a child owns it; the parent's other admins read it.</summary>
internal static class AddChild
{
    public sealed record Request([property: Required, Length(2, 120)] string Name, string Language = "es", string TimeZone = "Europe/Madrid", BusinessModel BusinessModel = BusinessModel.Mixed, [property: MaxLength(120)] string? City = null);

    internal static async Task<Created<OrganisationView>> Handle(Request request, TenantDb db, TenantScope scope, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var parent = await db.Organisations.AsNoTracking().FirstAsync(ct);
        var (id, now) = (Ids.New(clock), clock.GetUtcNow());
        using var visit = scope.Visit(id);
        var child = Organisation.Create(id, request.Name, request.Language, request.TimeZone, request.BusinessModel, parent.TaxTerritory, request.City, now);
        child.BelongTo(parent);
        db.Add(child);
        db.Add(Member.Join(Ids.New(clock), id, scope.Actor.Id!.Value, Role.Owner, now));
        bus.Publish(new TenantCreated(id, child.Name, child.City, Wire.Name(child.BusinessModel), child.Tier));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/v1/tenants/{id}", OrganisationView.Of(child));
    }
}

internal static class AnswerFamily
{
    internal static async Task<IReadOnlyList<FamilyMember>> Handle(Family query, TenantDb db, CancellationToken ct)
    {
        var id = db.Scope.Require();
        using var all = db.Scope.AllTenants();
        var members = await db.Organisations.AsNoTracking().Where(o => o.Id == id || o.ParentId == id).OrderBy(o => o.Name).Select(o => new FamilyMember(o.Id, o.Name)).ToListAsync(ct);
        return [.. members.OrderBy(m => m.TenantId != id)];
    }

    internal static async Task<IReadOnlyList<FamilyMember>> Parent(ParentTenant query, TenantDb db, CancellationToken ct)
    {
        var id = db.Scope.Require();
        using var all = db.Scope.AllTenants();
        return await db.Organisations.AsNoTracking().Where(o => db.Organisations.Any(self => self.Id == id && self.ParentId == o.Id)).Select(o => new FamilyMember(o.Id, o.Name)).ToListAsync(ct);
    }
}
