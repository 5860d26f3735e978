using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Bakery.Auth.Floor;

/// <summary>Lists, adds and revokes the tablets of the floor.</summary>
internal static class KeepDevices
{
    private static readonly Sorting<FloorDevice> Order = new Sorting<FloorDevice>(d => d.Id, "-created_at").By("created_at", d => d.CreatedAt);

    public sealed record Request([property: Required, Length(1, 80)] string Name, Guid LocationId);

    /// <param name="CodeExpiresAt">A code waits to be used until then.</param>
    public sealed record View(Guid Id, string Name, Guid LocationId, DateTimeOffset CreatedAt, DateTimeOffset? PairedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? CodeExpiresAt);

    /// <param name="Code">Works once, until <paramref name="ExpiresAt"/>; it is shown this once.</param>
    /// <param name="Link">Opens the floor with the code.</param>
    /// <param name="SetupLink">The page that also brings the bakery's own certificate, where there is one.</param>
    public sealed record Pairing(View Device, string Code, DateTimeOffset ExpiresAt, string Link, string? SetupLink);

    internal static Task<Page<View>> Handle([AsParameters] PageRequest page, AuthDb db, CancellationToken ct) =>
        db.FloorDevices.AsNoTracking().Where(d => d.RevokedAt == null).ToPage(page, Order, d => Of(d), ct);

    internal static async Task<Created<Pairing>> Add(Request request, AuthDb db, IQueryBus queries, IConfiguration configuration, TimeProvider clock, CancellationToken ct)
    {
        if ((await queries.Ask(new Locations(), ct)).All(l => l.Id != request.LocationId)) throw RuleViolation.NotFound("The location");
        var device = new FloorDevice(Ids.New(clock), request.Name.Trim(), request.LocationId, clock.GetUtcNow());
        db.Add(device);
        return TypedResults.Created((string?)null, await Coded(device, db, configuration, clock, ct));
    }

    internal static async Task<Pairing> Code(Guid id, AuthDb db, IConfiguration configuration, TimeProvider clock, CancellationToken ct) => await Coded(await Find(id, db, ct), db, configuration, clock, ct);

    internal static async Task<NoContent> Revoke(Guid id, AuthDb db, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        var device = await Find(id, db, ct);
        device.Revoke(clock.GetUtcNow());
        revocations.Revoke(device.Id, TimeSpan.FromHours(1));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Pairing> Coded(FloorDevice device, AuthDb db, IConfiguration configuration, TimeProvider clock, CancellationToken ct)
    {
        var code = device.NewCode(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        var setup = configuration["BAKERY_LAN_PAGE"] is { Length: > 0 } page ? $"{page}/?code={code}" : null;
        return new Pairing(Of(device), code, device.CodeExpiresAt!.Value, $"{configuration["BAKERY_PUBLIC_URL"]}/floor/pair?code={code}", setup);
    }

    private static async Task<FloorDevice> Find(Guid id, AuthDb db, CancellationToken ct) => await db.FloorDevices.FirstOrDefaultAsync(d => d.Id == id && d.RevokedAt == null, ct) ?? throw RuleViolation.NotFound("The device");

    private static View Of(FloorDevice d) => new(d.Id, d.Name, d.LocationId, d.CreatedAt, d.PairedAt, d.LastUsedAt, d.ExpiresAt, d.CodeExpiresAt);
}
