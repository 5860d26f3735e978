using System.Globalization;
using Bakery.Contracts.Auth;
using Bakery.Contracts.Notification;
using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Notification.Preferences;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Notification.Inbox;

/// <summary>The notify step of a run: the summary for the people who lead the bakery, in the app and by mail as each prefers.</summary>
internal static class OnStepRequested
{
    internal static async Task Handle(StepRequested step, NotificationDb db, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        if (step.Step != "notify" || step.Action != "run") return;
        var summary = await queries.Ask(new RunSummary(step.RunId), ct);
        var profile = await queries.Ask(new TenantProfile(), ct);
        var admins = await queries.Ask(new Admins(), ct);
        var users = await queries.Ask(new UsersByIds([.. admins.Select(a => a.UserId)]), ct);
        var values = new Dictionary<string, object?>
        {
            ["bakery"] = profile.Name, ["run_number"] = summary.RunNumber, ["bake_day"] = step.BakeDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["forecasts"] = Count(summary, "forecasts"), ["plan_lines"] = Count(summary, "plan_lines"), ["purchase_orders"] = Count(summary, "purchase_orders"), ["auto_approved"] = Count(summary, "auto_approved"),
        };
        await Notices.Add(db, [.. users.Select(u => u.Id)], "run_summary", new ReasoningData("run_summary", values), new EntityRef("run", step.RunId), $"run:{step.RunId}", clock, ct);
        var silent = await db.Preferences.Where(p => !p.EmailSummaries).Select(p => p.UserId).ToListAsync(ct);
        var mailed = 0;
        if (profile.Flag("notification", "email_enabled") && step.RunType is "scheduled" or "manual")
        {
            foreach (var user in users.Where(u => !silent.Contains(u.Id)))
            {
                bus.Publish(new MessageRequested("run_summary", "email", user.Email, user.Language, values, $"run-summary:{step.RunId}:{user.Id}", new EntityRef("run", step.RunId), Kind: "production"));
                mailed++;
            }
        }
        bus.Publish(new StepAnswered(step.RunId, step.Step, step.Attempt, "completed", null, new Dictionary<string, int> { ["notifications"] = users.Count + mailed }, null));
        await db.SaveChangesAsync(ct);
    }

    private static string Count(RunSummaryAnswer summary, string name) => summary.Counts.GetValueOrDefault(name).ToString(CultureInfo.InvariantCulture);
}
