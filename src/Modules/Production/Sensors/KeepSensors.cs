using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Http;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Sensors;

/// <summary>The sensor of a machine: how it is connected, what it says now, and what it said.</summary>
internal static class KeepSensors
{
    private static readonly Sorting<SensorReading> Order = new Sorting<SensorReading>(r => r.Id, "-at").By("at", r => r.At);

    public record Data
    {
        public SensorAdapter Adapter { get; init; }

        /// <summary>host:port of a broker or a Modbus device, or an http address.</summary>
        [Required(AllowEmptyStrings = true), MaxLength(300)] public required string Address { get; init; }

        /// <summary>Topic, or path in a JSON answer.</summary>
        [MaxLength(200)] public string? Path { get; init; }
        public int Register { get; init; }
        public int UnitId { get; init; } = 1;
        public RegisterFormat Format { get; init; }
        public decimal Scale { get; init; } = 1;
        public decimal Offset { get; init; }
        public int EverySeconds { get; init; } = 60;

        /// <summary>Point of the self-control plan that gets the readings.</summary>
        public Guid? PointId { get; init; }
        public bool IsActive { get; init; } = true;

        /// <summary>Name at the broker; empty when it asks for none.</summary>
        [MaxLength(100)] public string? UserName { get; init; }
    }

    public sealed record Request : Data
    {
        /// <summary>Password at the broker; null keeps the one that is known. It is never shown again.</summary>
        [MaxLength(200)] public string? Password { get; init; }
    }

    public sealed record View : Data, IVersioned
    {
        public required bool HasPassword { get; init; }
        public required Guid EquipmentId { get; init; }
        public decimal? LastValue { get; init; }
        public DateTimeOffset? LastAt { get; init; }
        public string? LastError { get; init; }
        public DateTimeOffset? LastErrorAt { get; init; }
        public required int Version { get; init; }
    }

    /// <param name="Ok">Whether a value came.</param>
    public sealed record TestResult(bool Ok, decimal? Value, string? Error);
    public sealed record Reading(decimal Value, DateTimeOffset At);

    /// <param name="IsStale">Nothing came for three times as long as it should.</param>
    public sealed record Realtime(decimal? Value, DateTimeOffset? At, bool IsStale, string? Error);

    internal static async Task<View> Handle(Guid id, ProductionDb db, CancellationToken ct) => Of(await Find(id, db, ct));

    internal static async Task<View> Set(Guid id, Request request, IfMatch match, ProductionDb db, Secrets secrets, TimeProvider clock, CancellationToken ct)
    {
        await db.FindEquipment(id, ct);
        var sensor = await db.Sensors.FirstOrDefaultAsync(s => s.EquipmentId == id, ct);
        if (sensor is null) db.Add(sensor = Sensor.Create(Ids.New(clock), id));
        else match.Require(sensor, () => Of(sensor));
        sensor.Change(request);
        if (request.UserName is null or "") sensor.Lock(null);
        else if (request.Password is { } password) sensor.Lock(password == "" ? null : secrets.Protect(password, Sensor.Purpose(sensor.Id)));
        await db.SaveChangesAsync(ct);
        return Of(sensor);
    }

    internal static async Task<TestResult> Test(Guid id, ProductionDb db, SensorReader reader, CancellationToken ct)
    {
        var sensor = await Find(id, db, ct);
        if (sensor.Adapter == SensorAdapter.Mqtt) return new TestResult(sensor.LastError is null && sensor.LastAt is not null, sensor.LastValue, sensor.LastError);
        try
        {
            return new TestResult(true, await reader.Read(Settings(sensor, "", null), ct), null);
        }
        catch (SensorException failed)
        {
            return new TestResult(false, null, failed.Message);
        }
    }

    internal static async Task<Realtime> Now(Guid id, ProductionDb db, TimeProvider clock, CancellationToken ct)
    {
        var sensor = await Find(id, db, ct);
        return new Realtime(sensor.LastValue, sensor.LastAt, sensor.LastAt is not { } at || clock.GetUtcNow() - at > TimeSpan.FromSeconds(3.0 * sensor.EverySeconds), sensor.LastError);
    }

    internal static async Task<Page<Reading>> History(Guid id, ProductionDb db, [AsParameters] PageRequest page, [FromQuery(Name = "from")] DateTimeOffset? from, [FromQuery(Name = "to")] DateTimeOffset? to, CancellationToken ct)
    {
        await db.FindEquipment(id, ct);
        var rows = db.Readings.AsNoTracking().Where(r => r.EquipmentId == id);
        if (from is { } f) rows = rows.Where(r => r.At >= f);
        if (to is { } t) rows = rows.Where(r => r.At < t);
        return await rows.ToPage(page, Order, r => new Reading(r.Value, r.At), ct);
    }

    internal static SensorSettings Settings(Sensor s, string name, string? password) => new(s.Id, s.TenantId, s.EquipmentId, name, s.Adapter, s.Address, s.Path, s.Register, s.UnitId, s.Format, s.Scale, s.Offset, s.EverySeconds, s.PointId, new Broker(s.Address, s.UserName, password));

    private static async Task<Sensor> Find(Guid equipmentId, ProductionDb db, CancellationToken ct) => await db.Sensors.FirstOrDefaultAsync(s => s.EquipmentId == equipmentId, ct) ?? throw RuleViolation.NotFound("A sensor of the machine");

    private static View Of(Sensor s) => new()
    {
        EquipmentId = s.EquipmentId, Adapter = s.Adapter, Address = s.Address, Path = s.Path, Register = s.Register, UnitId = s.UnitId, Format = s.Format, Scale = s.Scale, Offset = s.Offset, EverySeconds = s.EverySeconds,
        PointId = s.PointId, IsActive = s.IsActive, LastValue = s.LastValue, LastAt = s.LastAt, LastError = s.LastError, LastErrorAt = s.LastErrorAt, UserName = s.UserName, HasPassword = s.Password is not null, Version = s.Version,
    };
}
