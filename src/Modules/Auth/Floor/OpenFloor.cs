using System.ComponentModel.DataAnnotations;
using Bakery.Auth.Sessions;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Auth.Floor;

/// <summary>
/// Pairs a tablet by its code and gives a paired one, known by its cookie, the short token of the floor: the rights of a member, and of those only
/// what the floor's endpoints need.
/// </summary>
internal static class OpenFloor
{
    private const string Cookie = "bakery_device";

    public sealed record PairRequest([property: Required, Length(8, 12)] string Code);
    public sealed record Worker(Guid Id, string Name, string Initials, DateTimeOffset? ShiftUntil);

    /// <param name="ExpiresIn">Seconds until the token ends.</param>
    /// <param name="ServerTime">For tablets whose clock is wrong.</param>
    /// <param name="Workers">Who works here; with the end of the shift of those who gave their PIN at this device.</param>
    public sealed record Response(string AccessToken, int ExpiresIn, DateTimeOffset ServerTime, Guid DeviceId, string DeviceName, Guid TenantId, string TenantName, string TimeZone, string Language, Guid LocationId, IReadOnlyList<Worker> Workers);

    internal static async Task<Response> Pair(PairRequest request, HttpContext http, AuthDb db, TenantScope scope, TokenIssuer issuer, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var (hash, now) = (FloorDevice.CodeHashOf(request.Code), clock.GetUtcNow());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        FloorDevice device;
        using (scope.AllTenants()) // the code itself says which tenant
        {
            // The row lock makes two uses of one code meet: the second finds it gone.
            var found = await db.FloorDevices.FromSql($"SELECT * FROM auth.floor_device WHERE code_hash = {hash} FOR UPDATE").FirstOrDefaultAsync(ct);
            if (found is null || found.CodeExpiresAt <= now) throw new RuleViolation("pairing_code_invalid", "The code is unknown, used or too old.");
            device = found;
        }
        Act(device, scope);
        var token = device.Pair(now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        Keep(http, token);
        return await Answer(device, db, issuer, queries, now, ct);
    }

    internal static async Task<Response> Handle(HttpContext http, AuthDb db, TenantScope scope, TokenIssuer issuer, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var device = await Known(http, db, scope, clock, ct);
        device.Use(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        Keep(http, http.Request.Cookies[Cookie]!);
        return await Answer(device, db, issuer, queries, clock.GetUtcNow(), ct);
    }

    /// <summary>The paired device of the request's cookie; the scope acts for it from here on. Throws <c>device_unknown</c> (401).</summary>
    internal static async Task<FloorDevice> Known(HttpContext http, AuthDb db, TenantScope scope, TimeProvider clock, CancellationToken ct)
    {
        FloorDevice? device = null;
        if (http.Request.Cookies[Cookie] is { Length: > 0 } token)
        {
            var hash = TokenHash.Of(token);
            using var all = scope.AllTenants(); // the token itself says which tenant
            device = await db.FloorDevices.FirstOrDefaultAsync(d => d.TokenHash == hash, ct);
        }
        if (device is null || device.ExpiresAt <= clock.GetUtcNow()) throw new RuleViolation("device_unknown", "This device is not paired.", 401);
        Act(device, scope);
        return device;
    }

    private static void Act(FloorDevice device, TenantScope scope) => scope.Enter(device.TenantId, new Actor(ActorKind.Device, device.Id, device.Name), null, scope.CorrelationId, null, scope.Ip, scope.UserAgent);

    private static void Keep(HttpContext http, string token) =>
        http.Response.Cookies.Append(Cookie, token, new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/api/v1/auth/floor", MaxAge = FloorDevice.Life });

    private static async Task<Response> Answer(FloorDevice device, AuthDb db, TokenIssuer issuer, IQueryBus queries, DateTimeOffset now, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var shifts = (await db.FloorShifts.AsNoTracking().Where(s => s.DeviceId == device.Id && s.EndsAt > now).ToListAsync(ct)).ToLookup(s => s.WorkerId, s => s.EndsAt);
        var workers = await db.FloorWorkers.AsNoTracking().Where(w => w.IsActive).OrderBy(w => w.Name).ToListAsync(ct);
        return new Response(await issuer.DeviceToken(device, ct), (int)issuer.AccessLife.TotalSeconds, now, device.Id, device.Name, device.TenantId, profile.Name, profile.TimeZone, profile.Language, device.LocationId,
            [.. workers.Select(w => new Worker(w.Id, w.Name, w.Initials, shifts[w.Id].Any() ? shifts[w.Id].Max() : null))]);
    }
}
