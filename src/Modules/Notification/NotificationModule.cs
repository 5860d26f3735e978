using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Notification;
using Bakery.Contracts.Orchestrator;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Notification.Inbox;
using Bakery.Notification.Messages;
using Bakery.Notification.Preferences;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Notification;

/// <summary>Messages to people: mail over SMTP, the in-app inbox, and the outbox page when no server is set.</summary>
public sealed class NotificationModule : IModule
{
    public string Name => "notification";

    public void Configure(ModuleBuilder module)
    {
        module.Store<NotificationDb>();
        module.Services.AddSingleton<MailServer>();
        module.TenantRoutes(r =>
        {
            r.Get("messages", ListMessages.Handle, "Lists messages with their state").Permit(Role.Admin, "messages.read");
            r.Get("outbox", ListMessages.Outbox, "Lists messages that wait because no mail server is set").Permit(Role.Admin, "messages.read");
            r.Get("messages/{id:guid}", GetMessage.Handle, "Shows a message with its text").Permit(Role.Admin, "messages.read");
            r.Post("messages/{id:guid}/retry", ActOnMessage.Retry, "Sends a failed or waiting message").Permit(Role.Admin, "messages.write").Problems(409, "invalid_state_transition", "mail_not_configured");
            r.Post("messages/{id:guid}/cancel", ActOnMessage.Cancel, "Takes a message back that has not left").Permit(Role.Admin, "messages.write").Problems(409, "invalid_state_transition");
            r.Post("messages/{id:guid}/mark-sent", ActOnMessage.MarkSent, "Says that a waiting message was sent by hand").Permit(Role.Admin, "messages.write").Problems(409, "invalid_state_transition");
            r.Get("stats", MessageStats.Handle, "Counts messages by channel and state").Permit(Role.Viewer, "messages.count");
            r.Get("inbox", ListInbox.Handle, "Lists the signed-in user's notices").Permit(Role.Viewer, "inbox.read");
            r.Post("inbox/{id:guid}/read", ReadNotice.Handle, "Marks a notice as read").Permit(Role.Viewer, "inbox.read");
            r.Get("preferences", ManagePreferences.Read, "Shows what the signed-in user is told and how").Permit(Role.Viewer, "inbox.read");
            r.Put("preferences", ManagePreferences.Write, "Changes what the signed-in user is told and how").Permit(Role.Viewer, "inbox.read");
        });

        module.On<MessageRequested>(OnMessageRequested.Handle);
        module.On<MessageDue>(SendMessage.Handle);
        module.On<AlertCreated>(OnAlertCreated.Handle);
        module.On<StepRequested>(OnStepRequested.Handle);
    }
}
