using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;

namespace Bakery.Auth.Sessions;

/// <summary>A sign-in on one device: the family of its refresh tokens.</summary>
internal sealed class Session : IPlatformOwned
{
    public Guid Id { get; init; }
    public Guid UserId { get; init; }
    public string? Ip { get; init; }
    public string? UserAgent { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset LastUsedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? EndReason { get; private set; }

    public void Use(DateTimeOffset now) => LastUsedAt = now;

    public void End(string reason, DateTimeOffset now)
    {
        if (EndedAt is null) (EndedAt, EndReason) = (now, reason);
    }
}

/// <summary>A refresh token: used once, then replaced.</summary>
[NotAudited("rotated at every use; the session is audited")]
internal sealed class RefreshToken : IPlatformOwned
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    public Guid Id { get; init; }
    public Guid SessionId { get; init; }
    public string TokenHash { get; init; } = "";
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; private set; }

    public void Use(DateTimeOffset now) => UsedAt = now;
}
