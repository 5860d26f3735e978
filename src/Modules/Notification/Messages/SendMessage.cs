using Bakery.Contracts.Notification;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Notification.Messages;

/// <summary>
/// Hands a message to the mail server. The server's answer and our commit cannot be one: after a kill between them the mail leaves again with
/// the same Message-ID, by which the receiver's server knows it.
/// </summary>
internal static class SendMessage
{
    internal static async Task Handle(MessageDue due, NotificationDb db, MailServer mail, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        using var platform = db.Scope.TenantId is null ? db.Scope.AllTenants() : null;
        var message = await db.Messages.FirstOrDefaultAsync(m => m.Id == due.MessageId, ct);
        if (message is not { State: MessageState.Pending }) return; // cancelled or sent by hand meanwhile
        var sender = db.Scope.TenantId is null ? null : await queries.Ask(new TenantProfile(), ct);
        try
        {
            await mail.Send(message, sender, ct);
            message.Sent(clock.GetUtcNow());
            bus.Publish(new MessageSent(message.Id, message.Template, message.Channel, message.About(), clock.GetUtcNow()));
        }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            if (message.Failed(error.Message, MailServer.IsPermanent(error)) is { } wait) bus.Publish(new MessageDue(message.Id, message.Attempts), dueAt: clock.GetUtcNow() + wait);
            else bus.Publish(new MessageFailed(message.Id, message.Template, message.Channel, message.About(), message.Error!));
        }
        await db.SaveChangesAsync(ct);
    }
}
