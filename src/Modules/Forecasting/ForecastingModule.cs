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

        module.TenantRoutes(r =>
        {
            r.Post("batches", CreateBatch.Handle, "Forecasts some or all series for the coming days").Permit(Role.Member, "forecasts.write");
            r.Get("batches/{id:guid}", GetBatch.Handle, "Shows a batch of forecasts").Permit(Role.Viewer, "forecasts.read");
            r.Post("realtime", ForecastNow.Handle, "Forecasts one series now").Permit(Role.Member, "forecasts.write").Problems(422, "no_history");
            r.Get("forecasts", ListForecasts.Handle, "Lists the forecasts in force").Permit(Role.Viewer, "forecasts.read");
            r.Get("forecasts/{id:guid}", GetForecast.Handle, "Shows a forecast").Permit(Role.Viewer, "forecasts.read");
            r.Get("forecasts/{id:guid}/explain", ExplainForecast.Handle, "Shows why, and the expected waste and lost sales around the quantity").Permit(Role.Viewer, "forecasts.read");
            r.Get("accuracy", ShowAccuracy.Handle, "Shows how right the forecasts were").Permit(Role.Viewer, "accuracy.read");
            r.Get("accuracy/products", ShowAccuracy.Products, "Shows how right the forecasts of each product were").Permit(Role.Viewer, "accuracy.read");
            r.Post("validation/validate-date-range", ValidateDateRange.Handle, "Compares forecasts with the sales of a period").Permit(Role.Admin, "validation.write");
            r.Post("validation/validate-yesterday", ValidateYesterday.Handle, "Compares forecasts with yesterday's sales").Permit(Role.Admin, "validation.write");
            r.Get("validation/runs", ListValidationRuns.Handle, "Lists validations").Permit(Role.Viewer, "validation.read");
            r.Get("rules", ListRules.Handle, "Lists what kinds of day have been learned to do").Permit(Role.Viewer, "rules.read");
            r.Post("rules/learn", LearnRules.Handle, "Learns rules from the sales so far").Permit(Role.Admin, "rules.write").Problems(503, "dependency_unavailable");
            r.Get("rules/{id:guid}", GetRule.Handle, "Shows a rule").Permit(Role.Viewer, "rules.read");
            r.Patch("rules/{id:guid}", ChangeRule.Handle, "Switches a rule off or fixes its multiplier").Permit(Role.Admin, "rules.write").Versioned();
        });

        module.On<StepRequested>(OnStepRequested.Handle);
        module.On<SalesImported>(OnSalesImported.Handle);

        module.Answer<Forecasts, IReadOnlyList<ForecastAnswer>>(AnswerForecasts.Handle);
        module.Answer<RuleDifferences, IReadOnlyList<RuleDifference>>(AnswerRuleDifferences.Handle);
    }
}
