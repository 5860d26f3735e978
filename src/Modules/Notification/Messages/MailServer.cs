using Bakery.Contracts.Tenant;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace Bakery.Notification.Messages;

/// <summary>
/// The SMTP server of <c>BAKERY_SMTP_HOST</c>, <c>_PORT</c>, <c>_USER</c>, <c>_PASSWORD</c>, <c>_FROM</c> and <c>_TLS</c> (auto, none, ssl, starttls). Without a host every
/// message stays in the outbox.
/// </summary>
internal sealed class MailServer(IConfiguration configuration)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public bool IsConfigured => !string.IsNullOrEmpty(configuration["BAKERY_SMTP_HOST"]);
    private string Address => configuration["BAKERY_SMTP_FROM"] ?? "bakery@localhost";

    public async Task Send(OutgoingMessage message, TenantProfileAnswer? sender, CancellationToken ct)
    {
        var text = Templates.Render(message, configuration["BAKERY_PUBLIC_URL"] ?? "");
        var mail = new MimeMessage { MessageId = $"{message.Id:N}@{Address.Split('@')[1]}", Subject = text.Subject };
        mail.From.Add(new MailboxAddress(sender is null ? "Bakery IA" : Name(sender), Address));
        if (sender?.Text("notification", "email_reply_to") is { Length: > 0 } reply) mail.ReplyTo.Add(MailboxAddress.Parse(reply));
        mail.To.Add(MailboxAddress.Parse(message.Recipient));
        var body = new BodyBuilder { TextBody = text.Text, HtmlBody = text.Html };
        foreach (var file in message.Files()) body.Attachments.Add(file.Name, file.Content, ContentType.Parse(file.ContentType));
        mail.Body = body.ToMessageBody();

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(Limit);
        using var client = new SmtpClient();
        await client.ConnectAsync(configuration["BAKERY_SMTP_HOST"]!, int.TryParse(configuration["BAKERY_SMTP_PORT"], out var port) ? port : 587, Security(), limited.Token);
        if (configuration["BAKERY_SMTP_USER"] is { Length: > 0 } user) await client.AuthenticateAsync(user, configuration["BAKERY_SMTP_PASSWORD"] ?? "", limited.Token);
        await client.SendAsync(mail, limited.Token);
        await client.DisconnectAsync(true, limited.Token);
    }

    /// <summary>A refusal by the server (5xx, a bad address) is final; everything else may pass.</summary>
    public static bool IsPermanent(Exception error) => error is ParseException || error is SmtpCommandException { StatusCode: var code } && (int)code >= 500;

    private SecureSocketOptions Security() => configuration["BAKERY_SMTP_TLS"] switch
    {
        "none" => SecureSocketOptions.None,
        "ssl" => SecureSocketOptions.SslOnConnect,
        "starttls" => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.Auto,
    };

    private static string Name(TenantProfileAnswer sender) => sender.Text("notification", "email_from_name") is { Length: > 0 } name ? name : sender.Name;
}
