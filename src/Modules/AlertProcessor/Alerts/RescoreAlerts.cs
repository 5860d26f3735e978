using Bakery.Kernel.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Bakery.AlertProcessor.Alerts;

/// <summary>Every quarter of an hour: wakes snoozed alerts whose time is over and lets age and nearing deadlines count.</summary>
internal static class RescoreAlerts
{
    private const int Batch = 500;

    internal static async Task Handle(JobTicked tick, AlertProcessorDb db, TimeProvider clock, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants(); // a sweep over every tenant's open alerts
        var now = clock.GetUtcNow();
        var last = Guid.Empty;
        while (true)
        {
            var alerts = await db.Alerts.Where(a => a.Id > last && (a.Status == AlertStatus.Active || a.Status == AlertStatus.Acknowledged || a.Status == AlertStatus.Snoozed))
                .OrderBy(a => a.Id).Take(Batch).ToListAsync(ct);
            foreach (var alert in alerts)
            {
                alert.WakeIfDue(now);
                alert.Rescore(now);
            }
            await db.SaveChangesAsync(ct);
            if (alerts.Count < Batch) return;
            last = alerts[^1].Id;
            db.ChangeTracker.Clear();
        }
    }
}
