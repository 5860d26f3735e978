using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Contracts.DemoSession;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Bakery.DemoSession.Sessions;

/// <summary>A demo's content is to be loaded.</summary>
[Message("demo.session.requested")]
internal sealed record DemoRequested(Guid SessionId) : IMessage;

internal static class DemoAccounts
{
    public sealed record Row(DemoAccount AccountType, string NameKey, string DescriptionKey);

    internal static IReadOnlyList<Row> Handle() => [.. Enum.GetValues<DemoAccount>().Select(a => new Row(a, $"demo.{Wire.Name(a)}.name", $"demo.{Wire.Name(a)}.description"))];
}

internal static class StartDemo
{
    /// <summary>How many demos may run at once: <c>DEMO_SESSION_LIMIT</c>.</summary>
    private const int MostActive = 200;
    private const int MostPerHour = 5;

    public sealed record Request(DemoAccount AccountType = DemoAccount.Professional, [property: RegularExpression("es|eu|en")] string Language = "es");

    /// <param name="Secret">Lets the visitor extend or end the demo.</param>
    public sealed record Response(DemoView Session, string Secret, JsonElement Tokens);

    internal static async Task<Accepted<Response>> Handle(Request request, DemoSessionDb db, DemoBackend backend, TenantScope scope, IBus bus, IConfiguration configuration, TimeProvider clock, CancellationToken ct)
    {
        var (now, ip) = (clock.GetUtcNow(), scope.Ip ?? "");
        if (await db.Demos.CountAsync(d => d.State == DemoState.Ready || d.State == DemoState.Creating, ct) >= configuration.GetValue("DEMO_SESSION_LIMIT", MostActive) || await db.Demos.CountAsync(d => d.Ip == ip && d.CreatedAt > now.AddHours(-1), ct) >= MostPerHour)
            throw new RuleViolation("demo_limit", "Too many demos are running; try again in an hour.", 429);
        var id = Ids.New(clock);
        var secret = TokenHash.NewToken();
        using var http = await backend.AsService(ct);
        var user = await DemoBackend.Post(http, backend.At("auth", "/internal/v1/auth/demo-users"), new { session_id = id, request.Language }, ct);
        var tenant = await DemoBackend.Post(http, backend.At("tenant", "/internal/v1/tenants/demo"), new { name = "Panadería Ibaialde", request.Language, owner_user_id = user["user_id"]!.GetValue<Guid>(), tier = request.AccountType == DemoAccount.Enterprise ? "enterprise" : "professional" }, ct);
        var demo = Demo.Start(id, request.AccountType, request.Language, user["user_id"]!.GetValue<Guid>(), tenant["id"]!.GetValue<Guid>(), TokenHash.Of(secret), ip, now);
        db.Add(demo);
        bus.Publish(new DemoSessionCreated(id, demo.DemoTenantId, Wire.Name(request.AccountType)));
        bus.Publish(new DemoRequested(id));
        await db.SaveChangesAsync(ct);
        // Asked again, because the first tokens did not know the organisation yet.
        user = await DemoBackend.Post(http, backend.At("auth", "/internal/v1/auth/demo-users"), new { session_id = id, request.Language }, ct);
        return TypedResults.Accepted((string?)null, new Response(DemoView.Of(demo), secret, user["tokens"].Deserialize<JsonElement>()));
    }
}

/// <summary>Loads the content over the product's own interface; what fails leaves a demo that says so.</summary>
internal static class OnDemoRequested
{
    internal static async Task Handle(DemoRequested message, DemoSessionDb db, DemoBackend backend, IDemoContent content, TimeProvider clock, CancellationToken ct)
    {
        var demo = await db.Demos.FirstOrDefaultAsync(d => d.Id == message.SessionId, ct);
        if (demo is not { State: DemoState.Creating }) return;
        try
        {
            using var service = await backend.AsService(ct);
            var user = await DemoBackend.Post(service, backend.At("auth", "/internal/v1/auth/demo-users"), new { session_id = demo.Id, demo.Language }, ct);
            using var http = backend.Client();
            http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", user["tokens"]!["access_token"]!.GetValue<string>());
            await content.Fill(http, demo.DemoTenantId, demo.AccountType, BusinessTime.Today(clock.GetUtcNow(), "Europe/Madrid"), ct);
            demo.Ready();
        }
        catch (Exception error) when (error is HttpRequestException or RuleViolation or TaskCanceledException && !ct.IsCancellationRequested)
        {
            demo.Fail(error.Message);
        }
    }
}
