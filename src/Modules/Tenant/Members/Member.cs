using Bakery.Kernel.Tenancy;

namespace Bakery.Tenant.Members;

internal sealed class Member : ITenantOwned, IVersioned
{
    private Member() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid UserId { get; private set; }
    public Role Role { get; private set; }
    public List<Guid> LocationIds { get; private set; } = [];
    public DateTimeOffset JoinedAt { get; private set; }
    public int Version { get; private set; }

    public static Member Join(Guid id, Guid tenant, Guid user, Role role, DateTimeOffset now) => new() { Id = id, TenantId = tenant, UserId = user, Role = role, JoinedAt = now };

    public void Change(Role role, IEnumerable<Guid> locations) => (Role, LocationIds) = (role, [.. locations]);
}

internal sealed class Invitation : ITenantOwned
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private Invitation() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string Email { get; private set; } = "";
    public Role Role { get; private set; }

    [Kernel.Audit.Sensitive]
    public string TokenHash { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? AcceptedAt { get; private set; }

    public static Invitation Create(Guid id, Guid tenant, string email, Role role, string tokenHash, DateTimeOffset now) =>
        new() { Id = id, TenantId = tenant, Email = email.Trim().ToLowerInvariant(), Role = role, TokenHash = tokenHash, CreatedAt = now, ExpiresAt = now + Life };

    public bool IsOpen(DateTimeOffset now) => AcceptedAt is null && ExpiresAt > now;
    public void Accept(DateTimeOffset now) => AcceptedAt = now;
}
