using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Contracts.Auth;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Contracts.Tenant;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Auth.Users;

internal static class Me
{
    public sealed record Response(UserView User, IReadOnlyList<Membership> Tenants);

    internal static async Task<Response> Handle(AuthDb db, TenantScope scope, IQueryBus queries, CancellationToken ct)
    {
        var user = await Current(db, scope, ct);
        return new Response(UserView.Of(user), await queries.Ask(new MembershipsOf(user.Id), ct));
    }

    internal static async Task<User> Current(AuthDb db, TenantScope scope, CancellationToken ct) =>
        await db.Users.FirstOrDefaultAsync(u => u.Id == scope.Actor.Id, ct) ?? throw RuleViolation.NotFound("The user");
}

internal static class ChangeMe
{
    public sealed record Request([property: Required, Length(1, 120)] string Name, [property: Required] string Language);

    internal static async Task<UserView> Handle(Request request, IfMatch ifMatch, AuthDb db, TenantScope scope, CancellationToken ct)
    {
        var user = await Me.Current(db, scope, ct);
        ifMatch.Require(user, () => UserView.Of(user));
        user.Change(request.Name, request.Language);
        await db.SaveChangesAsync(ct);
        return UserView.Of(user);
    }
}

/// <summary>A free document of the dashboard per user: saved table views, theme, density.</summary>
internal static class Preferences
{
    private const int Limit = 100_000;

    public sealed record Document(IReadOnlyDictionary<string, JsonElement> Values);

    internal static async Task<Document> Read(AuthDb db, TenantScope scope, CancellationToken ct) =>
        new(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>((await Me.Current(db, scope, ct)).Preferences, Wire.Lenient)!);

    internal static async Task<Document> Write(Document request, AuthDb db, TenantScope scope, CancellationToken ct)
    {
        var json = JsonSerializer.Serialize(request.Values, Wire.Lenient);
        if (json.Length > Limit) throw RuleViolation.Invalid("values", "The saved views are too large; delete some.");
        (await Me.Current(db, scope, ct)).SetPreferences(json);
        await db.SaveChangesAsync(ct);
        return request;
    }
}

internal static class AnswerUsers
{
    internal static async Task<IReadOnlyList<UserName>> Handle(UsersByIds query, AuthDb db, CancellationToken ct)
    {
        var ids = query.UserIds.Distinct().ToList();
        return await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).Select(u => new UserName(u.Id, u.Name, u.Email, u.Language)).ToListAsync(ct);
    }
}
