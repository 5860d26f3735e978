using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.DemoSession;

[Message("demo.session.created", External = true)]
public sealed record DemoSessionCreated(Guid SessionId, Guid TenantId, string AccountType) : IMessage;

[Message("demo.session.expired", External = true)]
public sealed record DemoSessionExpired(Guid SessionId, Guid TenantId) : IMessage;
