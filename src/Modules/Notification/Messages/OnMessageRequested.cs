using Bakery.Contracts.Notification;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Notification.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Notification.Messages;

/// <summary>A message of this module is ready to leave.</summary>
[Message("notification.message.due")]
internal sealed record MessageDue(Guid MessageId, int Attempt) : IMessage;

/// <summary>Stores the message once per key; mail leaves by its own message, so that a slow server never holds the asker's work.</summary>
internal static class OnMessageRequested
{
    internal static async Task Handle(MessageRequested request, NotificationDb db, MailServer mail, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        using var platform = db.Scope.TenantId is null ? db.Scope.AllTenants() : null; // accounts' mail belongs to no tenant
        if (request.Channel == "in_app")
        {
            await Notices.Add(db, [Guid.Parse(request.Recipient)], request.Kind, new Contracts.Shared.ReasoningData(request.Template, request.Parameters), request.Related, request.DedupKey, clock, ct);
            return;
        }
        if (request.Channel != "email") throw new RuleViolation("channel_unknown", $"There is no channel {request.Channel}.");
        var tenant = db.Scope.TenantId ?? Guid.Empty;
        if (await db.Messages.AnyAsync(m => m.TenantId == tenant && m.DedupKey == request.DedupKey, ct)) return;
        Templates.Require(request.Template);
        // Demo organisations never send: their messages are read in the outbox.
        var demo = db.Scope.TenantId is not null && (await queries.Ask(new TenantProfile(), ct)).IsDemo;
        var message = OutgoingMessage.Create(Ids.New(clock), request, mail.IsConfigured && !demo, clock.GetUtcNow());
        db.Add(message);
        if (message.State == MessageState.Pending) bus.Publish(new MessageDue(message.Id, 0));
        await db.SaveChangesAsync(ct);
    }
}
