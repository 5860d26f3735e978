using Bakery.Training.Jobs;
using Bakery.Training.Models;
using Bakery.Forecast;
using Bakery.Kernel.Values;

namespace Bakery.Tests.Api.Training;

/// <summary>The numbers of ai.md 3.1 and 3.4.</summary>
public sealed class TrainingNumbersTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_queue_takes_onboarding_before_manual_before_weekly_and_then_the_older_job()
    {
        TrainingJob Of(TrainingReason reason, int minute) => TrainingJob.Create(Guid.CreateVersion7(), reason, [], [], Noon.AddMinutes(minute));
        TrainingJob[] waiting = [Of(TrainingReason.Weekly, 0), Of(TrainingReason.Manual, 2), Of(TrainingReason.Accuracy, 0), Of(TrainingReason.Manual, 1), Of(TrainingReason.Onboarding, 9)];
        Assert.Equal([waiting[4], waiting[3], waiting[1], waiting[2], waiting[0]], TrainingQueue.InOrder(waiting));
    }

    [Fact]
    public void Progress_is_0_then_20_then_20_plus_60_by_share_and_100_at_the_end()
    {
        var job = TrainingJob.Create(Guid.CreateVersion7(), TrainingReason.Manual, [], [], Noon);
        Assert.Equal(0, job.Progress);
        job.Start(4, 0, Noon);
        Assert.Equal((20, JobStage.Series), (job.Progress, job.Stage));
        job.Advance(Guid.Empty, true, Noon.AddSeconds(10));
        Assert.Equal((35, 30), (job.Progress, job.EtaSeconds(Noon.AddSeconds(10))));
        job.Advance(Guid.Empty, true, Noon.AddSeconds(20));
        Assert.Equal(50, job.Progress);
        job.Advance(Guid.Empty, false, Noon.AddSeconds(30));
        Assert.True(job.Advance(Guid.Empty, true, Noon.AddSeconds(40)));
        Assert.Equal((80, JobStage.Pool), (job.Progress, job.Stage));
        job.Complete(Noon.AddSeconds(60));
        Assert.Equal((100, JobState.CompletedWithErrors), (job.Progress, job.State));
    }

    [Fact]
    public void A_job_is_tried_3_times_and_keeps_what_was_trained()
    {
        var job = TrainingJob.Create(Guid.CreateVersion7(), TrainingReason.Manual, [], [], Noon);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            job.Start(10, attempt == 1 ? 0 : 4, Noon);
            if (attempt > 1) Assert.Equal(44, job.Progress);
            job.Fail("No progress in 30 minutes.", Noon);
            if (attempt < 3) job.Retry();
        }
        Assert.Equal("retries_used_up", Assert.Throws<RuleViolation>(job.Retry).Code);
    }

    [Fact]
    public void Two_jobs_run_side_by_side_for_30_minutes_and_a_series_has_120_seconds() =>
        Assert.Equal((2, 30.0, 120.0), (TrainingQueue.ParallelJobs, TrainingQueue.JobLimit.TotalMinutes, TrainingQueue.SeriesLimit.TotalSeconds));

    [Theory]
    [InlineData(102.0, 100.0, true), InlineData(102.1, 100.0, false), InlineData(90.0, 100.0, true), InlineData(0.0, 0.0, true), InlineData(0.1, 0.0, false)]
    public void A_new_model_is_not_served_when_it_is_more_than_2_percent_worse(double fresh, double active, bool accepted) => Assert.Equal(accepted, Activation.Accepts(fresh, active));

    [Fact]
    public void Below_30_days_of_data_and_8_weeks_the_cold_start_is_chosen()
    {
        static TrainedModel Of(int days, int every = 1) => Forecaster.Train(DemandSeries.From(Enumerable.Range(0, days).Where(i => i % every == 0).Select(i => new SeriesDay(new DateOnly(2026, 1, 1).AddDays(i), 20 + i % 7))));
        Assert.Equal(ConfidenceNote.ColdStart, Of(55).Note);
        Assert.Equal(ConfidenceNote.ShortHistory, Of(60).Note);
        Assert.Equal(ConfidenceNote.ColdStart, Of(58, 2).Note);
        Assert.Equal((ModelChoice.ColdStart, "weekday_mean"), (ModelChooser.Choose(Of(55), null, "x").Choice, Of(55).Algorithm));
    }

    [Fact]
    public void With_more_than_80_percent_of_days_without_a_sale_only_intermittent_and_weekday_methods_are_candidates()
    {
        var model = Forecaster.Train(DemandSeries.From(Enumerable.Range(0, 200).Select(i => new SeriesDay(new DateOnly(2026, 1, 1).AddDays(i), i % 6 == 0 ? 3 : 0))));
        Assert.Contains(model.Candidates, c => c.Algorithm == "intermittent_tsb");
        Assert.DoesNotContain(model.Candidates, c => c.Algorithm is "ets" or "theta");
    }

    [Fact]
    public void A_gap_of_more_than_14_days_restarts_the_history()
    {
        static DateOnly Start(int gap) => DemandSeries.From(Enumerable.Range(0, 100).Where(i => i < 40 || i >= 40 + gap).Select(i => new SeriesDay(new DateOnly(2026, 1, 1).AddDays(i), 10))).Start;
        Assert.Equal(new DateOnly(2026, 1, 1), Start(14));
        Assert.Equal(new DateOnly(2026, 1, 1).AddDays(55), Start(15));
    }
}
