using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;

namespace Bakery.Production.Schedule;

/// <summary>A batch began or ended at another time than planned, or should have by now.</summary>
[Message("production.schedule.drifted")]
public sealed record ScheduleDrifted(DateOnly Day, Guid BatchId) : IMessage;

/// <summary>Re-times the day around what happened.</summary>
internal static class OnScheduleDrifted
{
    internal static async Task Handle(ScheduleDrifted drifted, ScheduleBook book, CancellationToken ct)
    {
        try
        {
            await book.Follow(drifted.Day, drifted.BatchId, ct);
        }
        catch (ArgumentException impossible)
        {
            // A machine that is gone: the day has to be scheduled anew.
            throw new RuleViolation("schedule_impossible", impossible.Message);
        }
    }
}

/// <summary>The tasks of a batch that has begun, as they were in fact.</summary>
internal static class FloorFacts
{
    /// <summary>All later or earlier by as much as the batch began; its last step lasts until it ended, and until now while it goes on for too long.</summary>
    public static void Of(Batch batch, IReadOnlyList<ScheduledTask> tasks, DateTimeOffset now)
    {
        var shift = Minutes(batch.StartedAt!.Value - tasks.Min(t => t.Start));
        var last = tasks.Max(t => t.End) + shift;
        var end = last + Minutes((batch.EndedAt ?? (now > last ? now : last)) - last);
        foreach (var task in tasks)
        {
            var (from, until) = (task.Start + shift, task.End + shift);
            task.Happened(from < end ? from : end, until == last || until > end ? end : until);
        }
    }

    private static TimeSpan Minutes(TimeSpan exact) => TimeSpan.FromMinutes(Math.Round(exact.TotalMinutes));
}
