using Bakery.Contracts.Notification;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Notification.Messages;

internal static class ActOnMessage
{
    internal static async Task<MessageRow> Retry(Guid id, NotificationDb db, MailServer mail, IBus bus, IQueryBus queries, CancellationToken ct)
    {
        if (!mail.IsConfigured || (await queries.Ask(new TenantProfile(), ct)).IsDemo)
            throw new RuleViolation("mail_not_configured", "No mail server is set (BAKERY_SMTP_HOST); send it by hand and mark it as sent.", 409);
        var message = await Find(id, db, ct);
        message.Retry();
        bus.Publish(new MessageDue(message.Id, 0));
        await db.SaveChangesAsync(ct);
        return ListMessages.Row(message);
    }

    internal static async Task<MessageRow> Cancel(Guid id, NotificationDb db, CancellationToken ct)
    {
        var message = await Find(id, db, ct);
        message.Cancel();
        await db.SaveChangesAsync(ct);
        return ListMessages.Row(message);
    }

    internal static async Task<MessageRow> MarkSent(Guid id, NotificationDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var message = await Find(id, db, ct);
        message.MarkSent(clock.GetUtcNow());
        bus.Publish(new MessageSent(message.Id, message.Template, message.Channel, message.About(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return ListMessages.Row(message);
    }

    internal static async Task<OutgoingMessage> Find(Guid id, NotificationDb db, CancellationToken ct) => await db.Messages.FirstOrDefaultAsync(m => m.Id == id, ct) ?? throw RuleViolation.NotFound("The message");
}
