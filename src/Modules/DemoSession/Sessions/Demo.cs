using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.DemoSession.Sessions;

/// <summary>Life of a demo (platform.md §9).</summary>
public enum DemoState { Creating, Ready, Expired, Failed }

/// <summary>The kinds of demo.</summary>
public enum DemoAccount { Professional, Enterprise }

internal sealed class Demo : IPlatformOwned
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);
    private const int Extensions = 4;

    private Demo() { }

    public Guid Id { get; private set; }
    public DemoAccount AccountType { get; private set; }
    public string Language { get; private set; } = "";
    public DemoState State { get; private set; }
    public Guid UserId { get; private set; }
    public Guid DemoTenantId { get; private set; }

    [Sensitive]
    public string SecretHash { get; private set; } = "";
    public string Ip { get; private set; } = "";
    public string? Progress { get; private set; }
    public string? Error { get; private set; }
    public int Extended { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }

    public static Demo Start(Guid id, DemoAccount account, string language, Guid user, Guid tenant, string secretHash, string ip, DateTimeOffset now) => new()
    {
        Id = id, AccountType = account, Language = language, UserId = user, DemoTenantId = tenant, SecretHash = secretHash, Ip = ip, CreatedAt = now, ExpiresAt = now + Life,
    };

    public void Ready() => (State, Progress) = (DemoState.Ready, null);
    public void Fail(string error) => (State, Error) = (DemoState.Failed, error.Length > 400 ? error[..400] : error);
    public void Expire() => State = DemoState.Expired;

    public void Extend()
    {
        if (State != DemoState.Ready || Extended >= Extensions) throw new RuleViolation("demo_not_extendable", "A demo can be extended four times while it runs.", 409);
        Extended++;
        ExpiresAt += Life;
    }
}

/// <summary>A demo as its visitor sees it.</summary>
public sealed record DemoView(Guid Id, DemoAccount AccountType, DemoState State, Guid TenantId, DateTimeOffset ExpiresAt, int Extended)
{
    internal static DemoView Of(Demo d) => new(d.Id, d.AccountType, d.State, d.DemoTenantId, d.ExpiresAt, d.Extended);
}
