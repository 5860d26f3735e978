using Bakery.Auth.Users;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Auth.Floor;

/// <summary>A person who works at paired devices, known by initials and a PIN. No account is needed.</summary>
internal sealed class FloorWorker : ITenantOwned, IVersioned
{
    private const int Tries = 5;
    internal static readonly TimeSpan Locked = TimeSpan.FromMinutes(15);

    private FloorWorker() { }

    public FloorWorker(Guid id, string name, string initials, string pin, DateTimeOffset now)
    {
        (Id, CreatedAt) = (id, now);
        Change(name, initials, true);
        SetPin(pin);
    }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Name { get; private set; } = "";
    public string Initials { get; private set; } = "";

    [Sensitive]
    public string PinHash { get; private set; } = "";
    public bool IsActive { get; private set; } = true;
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Wrong PINs since the last right one.</summary>
    public int Failures { get; private set; }
    public DateTimeOffset? LockedUntil { get; private set; }

    public void Change(string name, string initials, bool isActive) => (Name, Initials, IsActive) = (name.Trim(), initials.Trim().ToUpperInvariant(), isActive);

    /// <summary>Throws <c>pin_weak</c>. A new PIN opens what wrong ones had locked.</summary>
    public void SetPin(string pin)
    {
        if (pin.Length is < 4 or > 6 || !pin.All(char.IsAsciiDigit)) throw Weak("4 to 6 digits.");
        var steps = pin.Zip(pin.Skip(1), (a, b) => b - a).Distinct().ToList();
        if (steps is [0] or [1] or [-1]) throw Weak("Not the same digit, nor a row of digits.");
        (PinHash, Failures, LockedUntil) = (Passwords.Hash(pin), 0, null);
    }

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    /// <summary>False for a wrong PIN; the fifth one locks for 15 minutes.</summary>
    public bool Check(string pin, DateTimeOffset now)
    {
        if (Passwords.Verify(pin, PinHash))
        {
            (Failures, LockedUntil) = (0, null);
            return true;
        }
        Failures++;
        if (Failures >= Tries) (Failures, LockedUntil) = (0, now + Locked);
        return false;
    }

    private static RuleViolation Weak(string detail) => new("pin_weak", detail, 422, new Dictionary<string, object?> { ["errors"] = new Dictionary<string, string[]> { ["pin"] = ["pin_weak"] } });
}

/// <summary>A person gave the PIN at a device and works there until the shift ends, so that switching between people takes one tap.</summary>
internal sealed class FloorShift : ITenantOwned
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid DeviceId { get; init; }
    public Guid WorkerId { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset EndsAt { get; private set; }

    public static FloorShift Begin(Guid id, Guid tenant, Guid device, Guid worker, DateTimeOffset now) => new() { Id = id, TenantId = tenant, DeviceId = device, WorkerId = worker, StartedAt = now, EndsAt = now + Life };

    public void End(DateTimeOffset now)
    {
        if (now < EndsAt) EndsAt = now;
    }
}
