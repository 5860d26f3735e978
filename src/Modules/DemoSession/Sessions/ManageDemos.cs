using Bakery.Contracts.DemoSession;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Security;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.DemoSession.Sessions;

/// <summary>The secret of the start is the permission; without it a demo is unknown.</summary>
internal static class ShowDemo
{
    internal static async Task<DemoView> Handle(Guid id, [FromQuery(Name = "secret")] string? secret, DemoSessionDb db, CancellationToken ct) => DemoView.Of(await Find(id, secret, db, ct));

    internal static async Task<Demo> Find(Guid id, string? secret, DemoSessionDb db, CancellationToken ct)
    {
        var hash = TokenHash.Of(secret ?? "");
        return await db.Demos.FirstOrDefaultAsync(d => d.Id == id && d.SecretHash == hash, ct) ?? throw RuleViolation.NotFound("The demo");
    }
}

internal static class ExtendDemo
{
    internal static async Task<DemoView> Handle(Guid id, [FromQuery(Name = "secret")] string? secret, DemoSessionDb db, CancellationToken ct)
    {
        var demo = await ShowDemo.Find(id, secret, db, ct);
        demo.Extend();
        await db.SaveChangesAsync(ct);
        return DemoView.Of(demo);
    }
}

internal static class EndDemo
{
    internal static async Task<NoContent> Handle(Guid id, [FromQuery(Name = "secret")] string? secret, DemoSessionDb db, IBus bus, CancellationToken ct)
    {
        ExpireDemos.End(await ShowDemo.Find(id, secret, db, ct), bus);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class DemoStats
{
    public sealed record Row(DemoState State, DemoAccount AccountType, int Count);
    public sealed record Response(IReadOnlyList<Row> Rows);

    internal static async Task<Response> Handle(DemoSessionDb db, CancellationToken ct) =>
        new(await db.Demos.GroupBy(d => new { d.State, d.AccountType }).Select(g => new Row(g.Key.State, g.Key.AccountType, g.Count())).ToListAsync(ct));
}

/// <summary>Every five minutes: demos whose time is over, or that never became ready, are erased.</summary>
internal static class ExpireDemos
{
    internal static async Task Handle(JobTicked tick, DemoSessionDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var demo in await db.Demos.Where(d => d.State != DemoState.Expired && d.ExpiresAt <= now).OrderBy(d => d.ExpiresAt).Take(50).ToListAsync(ct)) End(demo, bus);
        await db.SaveChangesAsync(ct);
    }

    internal static void End(Demo demo, IBus bus)
    {
        if (demo.State == DemoState.Expired) return;
        demo.Expire();
        bus.Publish(new DemoSessionExpired(demo.Id, demo.DemoTenantId));
    }
}
