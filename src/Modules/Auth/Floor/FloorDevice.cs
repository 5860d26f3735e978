using System.Security.Cryptography;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Auth.Floor;

/// <summary>A tablet of one site. It is paired by a code that works once, and then holds a token of which only the hash is stored.</summary>
internal sealed class FloorDevice : ITenantOwned, IVersioned
{
    /// <summary>Counted from the last use.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(90);
    public static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(15);

    // Without the signs that are read for each other: 32 of them, 40 bits in eight.
    private const string Signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private FloorDevice() { }

    public FloorDevice(Guid id, string name, Guid locationId, DateTimeOffset now) => (Id, Name, LocationId, CreatedAt) = (id, name, locationId, now);

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Name { get; private set; } = "";
    public Guid LocationId { get; private set; }

    [Sensitive]
    public string? CodeHash { get; private set; }
    public DateTimeOffset? CodeExpiresAt { get; private set; }

    [Sensitive]
    public string? TokenHash { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? PairedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>A new code; an older one works no longer.</summary>
    public string NewCode(DateTimeOffset now)
    {
        var code = RandomNumberGenerator.GetString(Signs, 8);
        (CodeHash, CodeExpiresAt) = (Kernel.Security.TokenHash.Of(code), now + CodeLife);
        return $"{code[..4]}-{code[4..]}";
    }

    /// <summary>What a person typed, as it was made.</summary>
    public static string CodeHashOf(string typed) => Kernel.Security.TokenHash.Of(typed.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant());

    /// <summary>Takes the code and gives the token; a token given before works no longer.</summary>
    public string Pair(DateTimeOffset now)
    {
        var token = Kernel.Security.TokenHash.NewToken();
        (CodeHash, CodeExpiresAt, TokenHash, PairedAt) = (null, null, Kernel.Security.TokenHash.Of(token), now);
        Use(now);
        return token;
    }

    public void Use(DateTimeOffset now) => (LastUsedAt, ExpiresAt) = (now, now + Life);

    public void Revoke(DateTimeOffset now)
    {
        RevokedAt ??= now;
        (CodeHash, CodeExpiresAt, TokenHash) = (null, null, null);
    }
}
