using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.DemoSession;

[Message("demo.session.created", External = true)]
public sealed record DemoSessionCreated(Guid SessionId, Guid TenantId, string AccountType) : IMessage;

/// <summary>A demo is over: its organisation and its visitor are erased.</summary>
[Message("demo.session.expired")]
public sealed record DemoSessionExpired(Guid SessionId, Guid TenantId) : IMessage;
