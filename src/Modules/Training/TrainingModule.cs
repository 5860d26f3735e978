using Microsoft.Extensions.DependencyInjection;
using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Training;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Training.Jobs;
using Bakery.Training.Models;

namespace Bakery.Training;

/// <summary>Chooses a forecasting method for every series and keeps the registry of models.</summary>
public sealed class TrainingModule : IModule
{
    public string Name => "training";

    public void Configure(ModuleBuilder module)
    {
        module.Store<TrainingDb>();
        module.Services.AddSingleton<Replica>();

        module.TenantRoutes(r =>
        {
            r.Get("jobs", ListJobs.Handle, "Lists training jobs").Permit(Role.Viewer, "jobs.read");
            r.Post("jobs", StartTraining.Handle, "Queues the training of some or all series").Permit(Role.Member, "jobs.write");
            r.Get("jobs/{id:guid}", GetJob.Handle, "Shows a training job and its progress").Permit(Role.Viewer, "jobs.read");
            r.Get("jobs/{id:guid}/live", WatchJob.Handle, "Tells a training job's progress over a WebSocket").Permit(Role.Viewer, "jobs.read").OpenedByTicket().Problems(400, "websocket_expected");
            r.Get("jobs/{id:guid}/series", ListJobSeries.Handle, "Lists the series of a training job").Permit(Role.Viewer, "jobs.read");
            r.Post("jobs/{id:guid}/cancel", CancelJob.Handle, "Cancels a training job").Permit(Role.Member, "jobs.write").Problems(409, "invalid_state_transition");
            r.Post("jobs/{id:guid}/retry", RetryJob.Handle, "Tries a failed training job again").Permit(Role.Member, "jobs.write").Problems(409, "invalid_state_transition", "retries_used_up");
            r.Post("products/{item_id:guid}", TrainProduct.Handle, "Queues the training of one product").Permit(Role.Member, "jobs.write");
            r.Get("products/{item_id:guid}/models", ListProductModels.Handle, "Lists the models of one product").Permit(Role.Viewer, "models.read");
            r.Get("models", ListModels.Handle, "Lists models").Permit(Role.Viewer, "models.read");
            r.Get("models/{id:guid}", GetModel.Handle, "Shows a model").Permit(Role.Viewer, "models.read");
            r.Get("models/{id:guid}/metrics", ShowModelMetrics.Handle, "Shows how a model and its rivals scored").Permit(Role.Viewer, "models.read");
            r.Post("models/{id:guid}/activate", ActivateModel.Handle, "Serves another model of the series").Permit(Role.Admin, "models.write").Problems(409, "invalid_state_transition");
        });

        module.On<TrainingJobRequested>(OnTrainingJobRequested.Handle);
        module.On<TrainingSeriesRequested>(OnTrainingSeriesRequested.Handle);
        module.On<TrainingPoolRequested>(OnTrainingPoolRequested.Handle);
        module.On<SalesImported>(OnSalesImported.Handle);
        module.On<RetrainingRequested>(OnRetrainingRequested.Handle);
        module.On<WeeklyTrainingDue>(OnWeeklyTrainingDue.Handle);

        module.Cron("weekly-training", "0 22 * * 0", FanOutWeeklyTraining.Handle);
        module.Cron("overdue-jobs", "*/5 * * * *", EndOverdueJobs.Handle);

        module.Answer<ActiveModels, IReadOnlyList<ModelAnswer>>(AnswerActiveModels.Handle);
        module.Answer<ModelArtifact, ArtifactAnswer?>(AnswerModelArtifact.Handle);
    }
}
