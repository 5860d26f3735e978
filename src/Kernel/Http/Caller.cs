using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Kernel.Http;

/// <summary>A tenant in an access token.</summary>
public sealed record Membership(Guid Id, Role Role, string Access = "direct", string Tier = "professional", string Status = "trial", bool ReadOnly = false);

/// <summary>The verified content of an access token.</summary>
public sealed record Caller(Guid Id, string Name, string GlobalRole, bool IsService, Guid? SessionId, IReadOnlyList<Membership> Tenants, bool IsDemo, bool IsFloor = false)
{
    public bool IsPlatformAdmin => GlobalRole is "admin" or "super_admin" && !IsService;
    public Actor Actor => new(IsService ? ActorKind.Service : IsFloor ? ActorKind.Device : ActorKind.User, Id, Name);

    private static readonly ConditionalWeakTable<ClaimsPrincipal, Caller> Read = [];

    /// <summary>Null for an anonymous request.</summary>
    public static Caller? From(ClaimsPrincipal user)
    {
        if (Read.TryGetValue(user, out var known)) return known;
        if (Parse(user) is not { } caller) return null;
        Read.AddOrUpdate(user, caller);
        return caller;
    }

    private static Caller? Parse(ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true || !Guid.TryParse(user.FindFirstValue("sub"), out var id)) return null;
        return new Caller(id, user.FindFirstValue("name") ?? user.FindFirstValue("email") ?? "", user.FindFirstValue("role") ?? "user",
            user.FindFirstValue("type") == "service", Guid.TryParse(user.FindFirstValue("sid"), out var session) ? session : null,
            user.FindFirstValue("tenants") is { } text ? JsonSerializer.Deserialize<List<Membership>>(text, Wire.Lenient) ?? [] : [], user.FindFirstValue("is_demo") == "true", user.FindFirstValue("type") == "floor");
    }
}

/// <summary>Sessions that ended before their access token did. Looked up in memory; between processes Redis carries the word.</summary>
public sealed class Revocations(TimeProvider clock)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, DateTimeOffset> until = new();

    /// <summary>Raised when this process ended a session, with the end of its last token.</summary>
    public event Action<Guid, DateTimeOffset>? Revoked;

    /// <summary>Forgets the session once its last token has run out.</summary>
    public void Revoke(Guid session, TimeSpan tokenLife)
    {
        var end = clock.GetUtcNow() + tokenLife;
        Learn(session, end);
        Revoked?.Invoke(session, end);
    }

    /// <summary>Another process ended the session.</summary>
    public void Learn(Guid session, DateTimeOffset end)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, known) in until) if (known < now) until.TryRemove(key, out _);
        until[session] = end;
    }

    public bool IsRevoked(Guid? session) => session is { } id && until.ContainsKey(id);
}
