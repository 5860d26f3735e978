using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Tenant;
using Bakery.Forecasting.Batches;
using Bakery.Forecasting.Serving;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Scenarios;

internal static class ListScenarios
{
    private static readonly Sorting<Scenario> Order = new Sorting<Scenario>(s => s.Id, "-created_at").By("created_at", s => s.CreatedAt);

    internal static async Task<Page<ScenarioView>> Handle([AsParameters] PageRequest page, ForecastingDb db, CancellationToken ct)
    {
        var rows = await db.Scenarios.AsNoTracking().ToPage(page, Order, s => s, ct);
        return new Page<ScenarioView>([.. rows.Items.Select(ScenarioView.Of)], rows.Total, rows.NextCursor);
    }
}

internal static class GetScenario
{
    internal static async Task<ScenarioView> Handle(Guid id, ForecastingDb db, CancellationToken ct) => ScenarioView.Of(await Find(id, db, ct));

    internal static async Task<Scenario> Find(Guid id, ForecastingDb db, CancellationToken ct) => await db.Scenarios.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw RuleViolation.NotFound("The scenario");

    /// <summary>402 below professional.</summary>
    internal static async Task RequireTier(IQueryBus queries, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        if (profile.Tier == "starter")
            throw new RuleViolation("upgrade_required", "Scenarios need the professional tier.", 402, new Dictionary<string, object?> { ["feature"] = "scenarios", ["current_tier"] = profile.Tier, ["required_tier"] = "professional" });
    }
}

internal static class CreateScenario
{
    internal static async Task<Created<ScenarioView>> Handle(ScenarioFields request, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        await GetScenario.RequireTier(queries, ct);
        var scenario = Scenario.Create(Ids.New(clock), request, clock.GetUtcNow());
        db.Add(scenario);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, ScenarioView.Of(scenario));
    }
}

internal static class ChangeScenario
{
    internal static async Task<ScenarioView> Handle(Guid id, ScenarioFields request, IfMatch ifMatch, ForecastingDb db, CancellationToken ct)
    {
        var scenario = await GetScenario.Find(id, db, ct);
        ifMatch.Require(scenario, () => ScenarioView.Of(scenario));
        scenario.Change(request);
        await db.SaveChangesAsync(ct);
        return ScenarioView.Of(scenario);
    }
}

internal static class DeleteScenario
{
    internal static async Task<NoContent> Handle(Guid id, ForecastingDb db, CancellationToken ct)
    {
        db.Remove(await GetScenario.Find(id, db, ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class RunScenario
{
    internal static async Task<ScenarioView> Handle(Guid id, ForecastingDb db, IQueryBus queries, IBus bus, ModelShelf shelf, TimeProvider clock, CancellationToken ct)
    {
        await GetScenario.RequireTier(queries, ct);
        var s = await GetScenario.Find(id, db, ct);
        s.Answer(await new ScenarioRun(db, queries, new ForecastMaker(db, queries, bus, shelf, clock)).Answer(s.Type, s.From, s.To, s.ItemIds, s.LocationIds, s.Adjustments, ct), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return ScenarioView.Of(s);
    }
}

/// <summary>The answer to a question that nobody saved: also what the calendar shows before an event is stored.</summary>
internal static class PreviewScenario
{
    internal static async Task<ScenarioResult> Handle(ScenarioFields request, ForecastingDb db, IQueryBus queries, IBus bus, ModelShelf shelf, TimeProvider clock, CancellationToken ct)
    {
        var s = Scenario.Create(Ids.New(clock), request, clock.GetUtcNow());
        return await new ScenarioRun(db, queries, new ForecastMaker(db, queries, bus, shelf, clock)).Answer(s.Type, s.From, s.To, s.ItemIds, s.LocationIds, s.Adjustments, ct);
    }
}

internal static class TurnIntoEvent
{
    internal static async Task<ScenarioView> Handle(Guid id, ForecastingDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var scenario = await GetScenario.Find(id, db, ct);
        if (scenario.LastResult is not { } result) throw new RuleViolation("invalid_state_transition", "Run the scenario first: its effect becomes the event's.", 409);
        scenario.BecomeEvent(Ids.New(clock));
        bus.Publish(new ScenarioPlanned(scenario.Id, scenario.EventId!.Value, scenario.Name, scenario.Adjustments.Event ?? (scenario.Type == ScenarioType.Promotion ? "promotion" : "other"), scenario.From, scenario.To, scenario.LocationIds,
            Math.Clamp(decimal.Round(result.EffectPercent ?? 0, 1), -100, 500)));
        await db.SaveChangesAsync(ct);
        return ScenarioView.Of(scenario);
    }
}
