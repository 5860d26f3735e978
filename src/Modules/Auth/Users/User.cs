using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Auth.Users;

/// <summary>Platform-wide role; tenant roles are memberships.</summary>
public enum GlobalRole { User, Manager, Admin, SuperAdmin }

internal sealed class User : IPlatformOwned, IVersioned
{
    private User() { }

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Language { get; private set; } = "es";
    public GlobalRole GlobalRole { get; private set; }

    [Sensitive]
    public string PasswordHash { get; private set; } = "";
    public string AcceptedTerms { get; private set; } = "";

    [Sensitive]
    public string Preferences { get; private set; } = "{}";
    public bool IsDemo { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; private set; }

    public static string Normalise(string email) => email.Trim().ToLowerInvariant();

    public static User Create(Guid id, string name, string email, string language, string passwordHash, string terms, DateTimeOffset now, bool isDemo = false)
    {
        var user = new User { Id = id, Email = Normalise(email), PasswordHash = passwordHash, AcceptedTerms = terms, CreatedAt = now, IsDemo = isDemo };
        user.Change(name, language);
        return user;
    }

    public void Change(string name, string language)
    {
        if (language is not ("es" or "eu" or "en")) throw RuleViolation.Invalid("language", "One of es, eu, en.");
        (Name, Language) = (name.Trim(), language);
    }

    public void SetPassword(string hash) => PasswordHash = hash;
    public void SetPreferences(string json) => Preferences = json;
    public void Promote(GlobalRole role) => GlobalRole = role;
}

/// <summary>The signed-in user as the dashboard needs it.</summary>
public sealed record UserView(Guid Id, string Name, string Email, string Language, GlobalRole Role, bool IsDemo, int Version) : IVersioned
{
    internal static UserView Of(User u) => new(u.Id, u.Name, u.Email, u.Language, u.GlobalRole, u.IsDemo, u.Version);
}

/// <summary>A wrong password, kept for the lockout window.</summary>
[NotAudited("security counters, dropped daily")]
internal sealed class SignInFailure : IPlatformOwned
{
    public Guid Id { get; init; }
    public string Email { get; init; } = "";
    public string Ip { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>A mailed token that sets a new password once within an hour.</summary>
internal sealed class PasswordReset : IPlatformOwned
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public Guid Id { get; init; }
    public Guid UserId { get; init; }

    [Sensitive]
    public string TokenHash { get; init; } = "";
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; private set; }

    public void Use(DateTimeOffset now)
    {
        if (UsedAt is not null || ExpiresAt <= now) throw new RuleViolation("reset_token_invalid", "The link was used or is too old; ask for a new one.");
        UsedAt = now;
    }
}
