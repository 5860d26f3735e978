using Bakery.Contracts.Training;
using Bakery.Forecasting.Network;
using Bakery.Forecasting.Overrides;
using Bakery.Forecasting.Scenarios;
using Bakery.Forecasting.Scores;
using Bakery.Forecasting.Serving;
using Microsoft.Extensions.DependencyInjection;
using Bakery.Contracts.AiInsights;
using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Sales;
using Bakery.Forecasting.Batches;
using Bakery.Forecasting.Rules;
using Bakery.Forecasting.Validation;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;

namespace Bakery.Forecasting;

/// <summary>Forecasts with band, baseline and reason, the quantity to make, and how right they were.</summary>
public sealed class ForecastingModule : IModule
{
    public string Name => "forecasting";

    public void Configure(ModuleBuilder module)
    {
        module.Store<ForecastingDb>();
        module.Services.AddSingleton<ModelShelf>();
        module.Services.AddSingleton<NetworkAnswers>();

        module.TenantRoutes(r =>
        {
            r.Post("batches", CreateBatch.Handle, "Forecasts some or all series for the coming days").Permit(Role.Member, "forecasts.write").Problems(409, "batch_running");
            r.Get("batches/{id:guid}", GetBatch.Handle, "Shows a batch of forecasts").Permit(Role.Viewer, "forecasts.read");
            r.Post("realtime", ForecastNow.Handle, "Forecasts one series now").Permit(Role.Member, "forecasts.write").Problems(422, "no_history");
            r.Get("forecasts", ListForecasts.Handle, "Lists the forecasts in force").Permit(Role.Viewer, "forecasts.read");
            r.Get("forecasts/{id:guid}", GetForecast.Handle, "Shows a forecast").Permit(Role.Viewer, "forecasts.read");
            r.Get("forecasts/{id:guid}/explain", ExplainForecast.Handle, "Shows why, and the expected waste and lost sales around the quantity").Permit(Role.Viewer, "forecasts.read");
            r.Get("accuracy", ShowAccuracy.Handle, "Shows how right the forecasts were").Permit(Role.Viewer, "accuracy.read");
            r.Get("accuracy/products", ShowAccuracy.Products, "Shows how right the forecasts of each product were").Permit(Role.Viewer, "accuracy.read");
            r.Get("accuracy/calibration", ShowCalibration.Handle, "Shows how often sales stayed below each quantile").Permit(Role.Viewer, "accuracy.read");
            r.Get("accuracy/money", ShowMoney.Handle, "Shows the euros of waste and lost sales beside the baseline's").Permit(Role.Viewer, "accuracy.read");
            r.Get("accuracy/money/days", ShowMoney.Working, "Shows the euros of one product and shop day by day").Permit(Role.Viewer, "accuracy.read");
            r.Get("accuracy/misses", ShowMisses.Handle, "Shows where the forecasts were most wrong, and why").Permit(Role.Viewer, "accuracy.read");
            r.Get("backtest", ShowBacktest.Handle, "Shows how the methods in force did on the past").Permit(Role.Viewer, "accuracy.read");
            r.Get("overrides/impact", ShowImpact.Handle, "Shows what last week's overrides cost or saved").Permit(Role.Viewer, "accuracy.read");
            r.Get("network/forecast", ShowNetwork.Forecast, "Shows the forecasts of all locations as one").Permit(Role.Viewer, "forecasts.read");
            r.Get("network/contributions", ShowNetwork.Contributions, "Shows each location's share of the forecast").Permit(Role.Viewer, "forecasts.read");
            r.Get("network/production-requirements", ShowNetwork.Requirements, "Shows what all locations together need").Permit(Role.Viewer, "forecasts.read");
            r.Get("scenarios", ListScenarios.Handle, "Lists scenarios").Permit(Role.Viewer, "scenarios.read");
            r.Post("scenarios", CreateScenario.Handle, "Saves a what-if question").Permit(Role.Member, "scenarios.write").Problems(402, "upgrade_required");
            r.Post("scenarios/preview", PreviewScenario.Handle, "Answers a what-if question without saving it").Permit(Role.Member, "scenarios.write");
            r.Get("scenarios/{id:guid}", GetScenario.Handle, "Shows a scenario with its last answer").Permit(Role.Viewer, "scenarios.read");
            r.Put("scenarios/{id:guid}", ChangeScenario.Handle, "Changes a scenario").Permit(Role.Member, "scenarios.write").Versioned();
            r.Delete("scenarios/{id:guid}", DeleteScenario.Handle, "Deletes a scenario").Permit(Role.Member, "scenarios.write");
            r.Post("scenarios/{id:guid}/run", RunScenario.Handle, "Answers a scenario from fresh forecasts").Permit(Role.Member, "scenarios.write").Problems(402, "upgrade_required");
            r.Post("scenarios/{id:guid}/to-event", TurnIntoEvent.Handle, "Turns a scenario into a local event").Permit(Role.Member, "scenarios.write").Problems(409, "invalid_state_transition");
            r.Post("validation/validate-date-range", ValidateDateRange.Handle, "Compares forecasts with the sales of a period").Permit(Role.Admin, "validation.write");
            r.Post("validation/validate-yesterday", ValidateYesterday.Handle, "Compares forecasts with yesterday's sales").Permit(Role.Admin, "validation.write");
            r.Post("validation/backfill", BackfillValidation.Handle, "Validates days that were missed, five at most").Permit(Role.Admin, "validation.write");
            r.Get("validation/gaps", ListGaps.Handle, "Lists days of the last ninety that were not validated").Permit(Role.Viewer, "validation.read");
            r.Get("validation/runs", ListValidationRuns.Handle, "Lists validations").Permit(Role.Viewer, "validation.read");
            r.Get("rules", ListRules.Handle, "Lists what kinds of day have been learned to do").Permit(Role.Viewer, "rules.read");
            r.Post("rules/learn", LearnRules.Handle, "Learns rules from the sales so far").Permit(Role.Admin, "rules.write").Problems(503, "dependency_unavailable");
            r.Get("rules/{id:guid}", GetRule.Handle, "Shows a rule").Permit(Role.Viewer, "rules.read");
            r.Patch("rules/{id:guid}", ChangeRule.Handle, "Switches a rule off or fixes its multiplier").Permit(Role.Admin, "rules.write").Versioned();
        });

        module.On<StepRequested>(OnStepRequested.Handle);
        module.On<SalesImported>(OnSalesImported.Handle);

        module.On<TrainingCompleted>(OnTrainingCompleted.Handle);
        module.On<ForecastBatchRequested>(OnForecastBatchRequested.Handle);
        module.On<ValidationMaintenanceDue>(OnValidationMaintenanceDue.Handle);

        module.On<WeeklyDemandDue>(OnWeeklyDemandDue.Handle);

        // 15:00 in Madrid in winter.
        module.Cron("weekly-demand", "0 14 * * 5", FanOutWeeklyDemand.Handle);
        module.Cron("maintenance", "0 6 * * *", FanOutMaintenance.Handle);

        module.Answer<Forecasts, IReadOnlyList<ForecastAnswer>>(AnswerForecasts.Handle);
        module.Answer<RuleDifferences, IReadOnlyList<RuleDifference>>(AnswerRuleDifferences.Handle);
    }
}
