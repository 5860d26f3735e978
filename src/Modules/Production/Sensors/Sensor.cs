using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Production.Sensors;

/// <summary>How a value gets here.</summary>
internal enum SensorAdapter { Mqtt, HttpPoll, ModbusTcp, Simulator }

/// <summary>How a Modbus register pair is read.</summary>
internal enum RegisterFormat { Int16, Uint16, Int32, Float32 }

/// <summary>Where the value of a machine is read, and what it means.</summary>
internal sealed class Sensor : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid EquipmentId { get; private set; }
    public SensorAdapter Adapter { get; private set; }

    /// <summary>host:port of a broker or of a Modbus device, or the address of an HTTP source.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Topic of a broker, or the path to the value in a JSON answer (<c>data.temperature</c>); empty = the whole message is the value.</summary>
    public string Path { get; private set; } = "";
    public int Register { get; private set; }
    public int UnitId { get; private set; } = 1;
    public RegisterFormat Format { get; private set; }

    /// <summary>Value = raw × scale + offset.</summary>
    public decimal Scale { get; private set; } = 1;
    public decimal Offset { get; private set; }
    public int EverySeconds { get; private set; } = 60;

    /// <summary>The point of the self-control plan that gets the readings.</summary>
    public Guid? PointId { get; private set; }
    public bool IsActive { get; private set; } = true;

    /// <summary>Name and password at an MQTT broker; the password is encrypted with the master key.</summary>
    public string? UserName { get; private set; }

    [Sensitive]
    public byte[]? Password { get; private set; }
    public decimal? LastValue { get; private set; }
    public DateTimeOffset? LastAt { get; private set; }
    public string? LastError { get; private set; }
    public DateTimeOffset? LastErrorAt { get; private set; }

    public static Sensor Create(Guid id, Guid equipmentId) => new() { Id = id, EquipmentId = equipmentId };

    public void Change(KeepSensors.Data data)
    {
        if (data.EverySeconds is < 5 or > 86_400) throw RuleViolation.Invalid("every_seconds", "Between 5 and 86,400.");
        if (data.Register is < 0 or > 65_535) throw RuleViolation.Invalid("register", "Between 0 and 65,535.");
        if (data.UnitId is < 0 or > 255) throw RuleViolation.Invalid("unit_id", "Between 0 and 255.");
        if (data.Scale is 0 or < -100_000 or > 100_000 || data.Offset is < -100_000 or > 100_000) throw RuleViolation.Invalid("scale", "Not zero, at most 100,000.");
        SensorAddress.Check(data.Adapter, data.Address);
        if (data.Adapter == SensorAdapter.Mqtt && (data.Path is null or "" || data.Path.Contains('#') || data.Path.Contains('+'))) throw RuleViolation.Invalid("path", "One topic without wildcards.");
        (Adapter, Address, Path, Register, UnitId, Format, Scale, Offset, EverySeconds, PointId, IsActive, UserName) =
            (data.Adapter, data.Address, data.Path ?? "", data.Register, data.UnitId, data.Format, data.Scale, data.Offset, data.EverySeconds, data.PointId, data.IsActive, data.Adapter == SensorAdapter.Mqtt && data.UserName is { Length: > 0 } ? data.UserName : null);
    }

    public void Lock(byte[]? password) => Password = password;

    public static string Purpose(Guid id) => $"sensor:{id}";

    public void Read(decimal value, DateTimeOffset at) => (LastValue, LastAt, LastError, LastErrorAt) = (value, at, null, null);

    public void Failed(string error, DateTimeOffset at) => (LastError, LastErrorAt) = (error.Length > 300 ? error[..300] : error, at);
}

/// <summary>A value that a sensor gave.</summary>
[NotAudited("The record itself is append-only and names its sensor.")]
internal sealed class SensorReading : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid EquipmentId { get; init; }
    public decimal Value { get; init; }
    public DateTimeOffset At { get; init; }
}
