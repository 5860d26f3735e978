using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.Notification;

/// <summary>Asks for one message to one recipient. The same <c>DedupKey</c> is sent once.</summary>
/// <param name="Template">Name of a template in notification, e.g. <c>purchase_order</c>, <c>password_reset</c>, <c>invitation</c>, <c>run_summary</c>.</param>
/// <param name="Channel">email or in_app.</param>
/// <param name="Recipient">E-mail address, or the user's id for in_app.</param>
/// <param name="Parameters">Values of the template's variables.</param>
[Message("notification.message.requested")]
public sealed record MessageRequested(string Template, string Channel, string Recipient, string Language, IReadOnlyDictionary<string, object?> Parameters, string DedupKey,
    EntityRef? Related = null, IReadOnlyList<Attachment>? Attachments = null, string Kind = "general") : IMessage;
public sealed record Attachment(string Name, string ContentType, byte[] Content);

[Message("notification.message.sent", Live = "notification")]
public sealed record MessageSent(Guid MessageId, string Template, string Channel, EntityRef? Related, DateTimeOffset At) : IMessage;

[Message("notification.message.failed", External = true, Live = "notification")]
public sealed record MessageFailed(Guid MessageId, string Template, string Channel, EntityRef? Related, string Error) : IMessage;
