using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Auth;

/// <summary>Somebody has an account now.</summary>
[Message("auth.user.registered", External = true)]
public sealed record UserRegistered(Guid UserId, string Name, string Email, string Language) : IMessage;

/// <summary>An account is gone; its memberships go too.</summary>
[Message("auth.user.deleted")]
public sealed record UserDeleted(Guid UserId) : IMessage;

/// <summary>Names and addresses of users, for member lists and documents.</summary>
public sealed record UsersByIds(IReadOnlyList<Guid> UserIds) : IQuery<IReadOnlyList<UserName>>;
public sealed record UserName(Guid Id, string Name, string Email, string Language);
