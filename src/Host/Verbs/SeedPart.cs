using System.Net;
using System.Text.Json.Nodes;
using Bakery.DemoData;
using Bakery.Host.Gateway;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Host.Verbs;

/// <summary>
/// <c>seed PART</c>: a part of the two template bakeries (professional and enterprise), over the services' own interfaces. Run twice it says the same
/// twice. Needs <c>BAKERY_SERVICE_SECRET</c>, and <c>BAKERY_SERVICE_URL</c> where the services are not those of a cluster. <c>seed external-data</c> ends
/// when the external service knows its cities.
/// </summary>
internal static class SeedPart
{
    private const string ExternalData = "external-data";
    private static readonly Guid Space = new("5b0f3a52-9f5d-4a41-8f2e-3f6f0f1a7c55");
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(6);

    private static readonly (string Account, Scenario Scenario)[] Templates = [("professional", Scenarios.Professional), ("enterprise", Scenarios.Enterprise)];

    public static IEnumerable<string> Parts => DemoParts.Names;

    public static Task<int> Run(string part, TextWriter output, CancellationToken ct) => Run(part, new ConfigurationBuilder().AddEnvironmentVariables().Build(), output, ct);

    internal static async Task<int> Run(string part, IConfiguration configuration, TextWriter output, CancellationToken ct)
    {
        if (part != ExternalData && !Parts.Contains(part)) throw new ArgumentException($"'{part}' is no part. There are: {string.Join(", ", Parts)}, {ExternalData}.");
        var clock = configuration["BAKERY_CLOCK_FILE"] is { Length: > 0 } file ? new TestClock(file) : TimeProvider.System;
        using var http = Client(configuration);
        var service = new BakeryApi(http);
        service.Use((await service.Post("/internal/v1/auth/service-token", new { service = "demo-session", secret = configuration["BAKERY_SERVICE_SECRET"] ?? "" }))["access_token"]!.GetValue<string>());
        foreach (var (account, scenario) in Templates)
        {
            using var own = Client(configuration);
            var api = new BakeryApi(own) { IsRepeatable = true };
            var tenant = await Template(account, scenario, service, new BakeryApi(http) { IsRepeatable = true }, api);
            api.Tenant = tenant["id"]!.GetValue<Guid>();
            var made = tenant["created_at"]!.GetValue<DateTimeOffset>();
            if (part == ExternalData)
            {
                await output.WriteLineAsync($"{part}: {(await api.Get("/api/v1/external/cities"))["items"]!.AsArray().Count} cities");
                return 0;
            }
            var parts = new DemoParts(api, scenario, BusinessTime.Today(made, "Europe/Madrid"));
            var count = clock.GetUtcNow() - made < AnswersKept ? await parts.Load(part) : await parts.Look(part);
            await output.WriteLineAsync($"{part}, {account}: {count}");
        }
        return 0;
    }

    private static HttpClient Client(IConfiguration configuration) =>
        new(new ToServices(new ServiceAddresses(configuration)) { InnerHandler = new SocketsHttpHandler() }) { BaseAddress = new Uri("http://services"), Timeout = TimeSpan.FromMinutes(10) };

    /// <summary>Signs in as the template's owner and finds or makes the template; of several Jobs at once one makes it.</summary>
    private static async Task<JsonNode> Template(string account, Scenario scenario, BakeryApi service, BakeryApi once, BakeryApi owner)
    {
        var user = new { session_id = Ids.From(Space, account), language = "es" };
        var known = await SignIn();
        if (await Own() is { } found) return found;
        await once.Post("/internal/v1/tenants/demo", new { name = $"{scenario.Name} ({account})", language = "es", owner_user_id = known, tier = account });
        await SignIn(); // with the organisation in the token
        return await Own() ?? throw new RuleViolation("template_missing", $"The template {account} was made and is not shown.");

        async Task<Guid> SignIn()
        {
            var answer = await service.Post("/internal/v1/auth/demo-users", user);
            owner.Use(answer["tokens"]!["access_token"]!.GetValue<string>());
            return answer["user_id"]!.GetValue<Guid>();
        }

        async Task<JsonNode?> Own() => (await owner.Get("/api/v1/tenants"))["items"]!.AsArray().FirstOrDefault() is { } row ? await owner.Get($"/api/v1/tenants/{row["id"]}") : null;
    }

    /// <summary>Sends a path to the service that owns it, past the gateway and its limits, and waits for a service that is not there yet.</summary>
    private sealed class ToServices(ServiceAddresses addresses) : DelegatingHandler
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5), Pause = TimeSpan.FromSeconds(2);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            var path = request.RequestUri!.PathAndQuery;
            var service = path.StartsWith("/internal/v1/", StringComparison.Ordinal) ? path.Split('/')[3] is "tenants" ? "tenant" : path.Split('/')[3] : RouteTable.ServiceOf(request.RequestUri.AbsolutePath);
            request.RequestUri = new Uri(addresses.Of(service ?? throw new ArgumentException($"{path} belongs to no service.")), path);
            if (request.Content is not null) await request.Content.LoadIntoBufferAsync(ct);
            var began = TimeProvider.System.GetTimestamp();
            while (true)
            {
                HttpResponseMessage? answer = null;
                try
                {
                    answer = await base.SendAsync(request, ct);
                    if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway)) return answer;
                }
                catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(began) < Patience)
                {
                    // Not there yet.
                }
                if (TimeProvider.System.GetElapsedTime(began) >= Patience) return answer!;
                await Task.Delay(answer?.Headers.RetryAfter?.Delta ?? Pause, ct);
                answer?.Dispose();
            }
        }
    }
}
