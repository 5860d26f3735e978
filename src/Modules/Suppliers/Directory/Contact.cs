using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.Directory;

/// <summary>Somebody to ring at a supplier.</summary>
internal sealed class Contact : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid SupplierId { get; private set; }
    public string Name { get; private set; } = "";
    public string? Role { get; private set; }
    public string? Email { get; private set; }
    public string? Phone { get; private set; }

    public static Contact Create(Guid id, Guid supplierId) => new() { Id = id, SupplierId = supplierId };

    public void Change(KeepContacts.Data d)
    {
        (Name, Role, Email, Phone) = (d.Name.Trim(), d.Role, d.Email, d.Phone);
        if (Name.Length == 0) throw RuleViolation.Invalid("name", "A name is needed.");
    }
}

/// <summary>The people of a supplier.</summary>
internal static class KeepContacts
{
    public sealed record Data([property: Required, Length(1, 120)] string Name, [property: MaxLength(120)] string? Role = null, [property: EmailAddress, MaxLength(254)] string? Email = null, [property: MaxLength(40)] string? Phone = null);
    public sealed record View(Guid Id, string Name, string? Role, string? Email, string? Phone, int Version) : IVersioned;
    public sealed record ListView(IReadOnlyList<View> Items);

    internal static async Task<ListView> List(Guid id, SuppliersDb db, CancellationToken ct)
    {
        await db.FindSupplier(id, ct);
        return new([.. (await db.Contacts.AsNoTracking().Where(c => c.SupplierId == id).OrderBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(ct)).Select(Of)]);
    }

    internal static async Task<View> Show(Guid id, Guid contact_id, SuppliersDb db, CancellationToken ct) => Of(await Find(id, contact_id, db, ct));

    internal static async Task<Created<View>> Handle(Guid id, Data request, SuppliersDb db, TimeProvider clock, CancellationToken ct)
    {
        await db.FindSupplier(id, ct);
        var contact = Contact.Create(Ids.New(clock), id);
        contact.Change(request);
        db.Add(contact);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"suppliers/{id}/contacts/{contact.Id}", Of(contact));
    }

    internal static async Task<View> Change(Guid id, Guid contact_id, Data request, IfMatch match, SuppliersDb db, CancellationToken ct)
    {
        var contact = await Find(id, contact_id, db, ct);
        match.Require(contact, () => Of(contact));
        contact.Change(request);
        await db.SaveChangesAsync(ct);
        return Of(contact);
    }

    internal static async Task<NoContent> Delete(Guid id, Guid contact_id, IfMatch match, SuppliersDb db, CancellationToken ct)
    {
        var contact = await Find(id, contact_id, db, ct);
        match.Require(contact, () => Of(contact));
        db.Remove(contact);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Contact> Find(Guid id, Guid contactId, SuppliersDb db, CancellationToken ct) => await db.Contacts.FirstOrDefaultAsync(c => c.Id == contactId && c.SupplierId == id, ct) ?? throw RuleViolation.NotFound("The contact");

    private static View Of(Contact c) => new(c.Id, c.Name, c.Role, c.Email, c.Phone, c.Version);
}
