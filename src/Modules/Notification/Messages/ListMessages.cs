using Bakery.Contracts.Shared;
using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Bakery.Notification.Messages;

/// <summary>A message without its text.</summary>
public sealed record MessageRow(Guid Id, string Kind, string Channel, string Recipient, string Template, string Language, MessageState State, int Attempts, string? Error, EntityRef? Related,
    DateTimeOffset CreatedAt, DateTimeOffset? SentAt);

internal static class ListMessages
{
    private static readonly Sorting<OutgoingMessage> Order = new Sorting<OutgoingMessage>(m => m.Id, "-created_at").By("created_at", m => m.CreatedAt);

    internal static Task<Page<MessageRow>> Handle([AsParameters] PageRequest page, [FromQuery(Name = "state")] string? state, NotificationDb db, CancellationToken ct)
    {
        var wanted = Wire.ParseOptional<MessageState>(state, "state");
        return Rows(page, wanted is { } s ? db.Messages.Where(m => m.State == s) : db.Messages, ct);
    }

    internal static Task<Page<MessageRow>> Outbox([AsParameters] PageRequest page, NotificationDb db, CancellationToken ct) => Rows(page, db.Messages.Where(m => m.State == MessageState.Outboxed), ct);

    private static async Task<Page<MessageRow>> Rows(PageRequest page, IQueryable<OutgoingMessage> messages, CancellationToken ct)
    {
        if (page.Q is { Length: > 0 } q) messages = messages.Where(m => EF.Functions.ILike(m.Recipient, $"%{q}%") || EF.Functions.ILike(m.Template, $"%{q}%"));
        var found = await messages.AsNoTracking().ToPage(page, Order, m => m, ct);
        return new Page<MessageRow>([.. found.Items.Select(Row)], found.Total, found.NextCursor);
    }

    internal static MessageRow Row(OutgoingMessage m) => new(m.Id, m.Kind, m.Channel, m.Recipient, m.Template, m.Language, m.State, m.Attempts, m.Error, m.About(), m.CreatedAt, m.SentAt);
}

internal static class GetMessage
{
    public sealed record Response(MessageRow Message, string Subject, string Text, IReadOnlyList<string> Attachments);

    internal static async Task<Response> Handle(Guid id, NotificationDb db, IConfiguration configuration, CancellationToken ct)
    {
        var message = await ActOnMessage.Find(id, db, ct);
        var text = Templates.Render(message, configuration["BAKERY_PUBLIC_URL"] ?? "");
        return new Response(ListMessages.Row(message), text.Subject, text.Text, [.. message.Files().Select(f => f.Name)]);
    }
}

internal static class MessageStats
{
    public sealed record Row(string Channel, MessageState State, int Count);
    public sealed record Response(bool MailConfigured, IReadOnlyList<Row> Rows);

    internal static async Task<Response> Handle(NotificationDb db, MailServer mail, CancellationToken ct) =>
        new(mail.IsConfigured, await db.Messages.GroupBy(m => new { m.Channel, m.State }).Select(g => new Row(g.Key.Channel, g.Key.State, g.Count())).ToListAsync(ct));
}
