using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Sales;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Training;

/// <summary>The live progress of a training job.</summary>
public sealed class WatchJobTests(BakeryServer server)
{
    [Fact]
    public async Task A_job_tells_its_progress_until_its_end()
    {
        var bakery = await Histories.Open(server, 120, 2);
        var job = (await bakery.Tenant.Post($"training/products/{bakery["P1"]}"))["job_id"].Text();
        var heard = await Listen(bakery.Tenant, job, await Ticket(bakery.Tenant));
        Assert.All(heard, m => Assert.Equal(job, m["job_id"].Text()));
        Assert.All(heard.SkipLast(1), m => Assert.Equal("progress", m["type"].Text()));
        var last = heard[^1];
        Assert.Equal(("completed", 100, "over", 1, 1, "Barra"), (last["type"].Text(), last["data"]!["progress"]!.GetValue<int>(), last["data"]!["current_step"].Text(),
            last["data"]!["products_completed"]!.GetValue<int>(), last["data"]!["products_total"]!.GetValue<int>(), last["data"]!["product_name"].Text()));
        // The last message is what a late watcher hears, and all of it.
        Assert.Equal("completed", Assert.Single(await Listen(bakery.Tenant, job, await Ticket(bakery.Tenant)))["type"].Text());
    }

    [Fact]
    public async Task A_ticket_opens_once_and_only_the_bakeries_of_its_owner()
    {
        var (bakery, other) = (await Bakeries.Small(server), await Bakeries.Small(server));
        var job = (await bakery.Tenant.Post($"training/products/{bakery["P1"]}"))["job_id"].Text();
        await bakery.Tenant.Settled();
        var ticket = await Ticket(bakery.Tenant);
        await Listen(bakery.Tenant, job, ticket);
        foreach (var refused in new[] { ticket, "rubbish", await Ticket(other.Tenant) })
            Assert.Contains("401", (await Assert.ThrowsAnyAsync<Exception>(() => Listen(bakery.Tenant, job, refused))).Message);
        Assert.Equal((System.Net.HttpStatusCode.BadRequest, "websocket_expected"), await bakery.Tenant.Fails(HttpMethod.Get, $"training/jobs/{job}/live"));
    }

    private static async Task<string> Ticket(TestTenant tenant) => (await tenant.Post("/api/v1/auth/stream-ticket"))["ticket"].Text();

    private async Task<List<JsonNode>> Listen(TestTenant tenant, string job, string ticket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var socket = await server.Server.CreateWebSocketClient().ConnectAsync(new Uri(server.Server.BaseAddress, $"/api/v1/tenants/{tenant.Id}/training/jobs/{job}/live?ticket={ticket}"), limit.Token);
        var heard = new List<JsonNode>();
        var buffer = new byte[8192];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, limit.Token);
            if (part.MessageType == WebSocketMessageType.Close) break;
            heard.Add(JsonNode.Parse(buffer.AsSpan(0, part.Count))!);
        }
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        return heard;
    }
}
