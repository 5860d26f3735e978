using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Auth;

/// <summary>The people who recorded something at a paired device, and when they had given their PIN there.</summary>
/// <param name="Since">Presences that ended before it are left out.</param>
public sealed record FloorPeople(Guid DeviceId, IReadOnlyList<Guid> WorkerIds, DateTimeOffset Since) : IQuery<IReadOnlyList<FloorPerson>>;
public sealed record FloorPerson(Guid WorkerId, string Name, string Initials, IReadOnlyList<FloorPresence> Presences);
public sealed record FloorPresence(DateTimeOffset From, DateTimeOffset Until);
