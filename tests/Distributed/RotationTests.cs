using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.Support;
using Npgsql;

namespace Bakery.Tests.Distributed;

/// <summary>The server certificates and the passwords of all databases change while 200 requests come each second: <c>./bakery test --long rotation</c>.</summary>
[Collection(nameof(DistributedBakery))]
public sealed class RotationTests
{
    private const int PerSecond = 200;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(12);
    private static readonly string[] Asked = ["inventory/items", "orders/customers", "suppliers", "recipes"];

    [Fact(Explicit = true), Trait("Long", "rotation")]
    public async Task Certificates_and_database_passwords_rotate_under_200_requests_a_second_and_none_fails()
    {
        await using var bakery = new DistributedBakery();
        bakery.Settings["BAKERY_CONNECTION_LIFETIME"] = "10"; // so that connections are opened all the time
        await bakery.Needed();
        var owner = await TestTenant.Create(bakery, "Rotation");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WarmUp(owner)));
        using var load = new Load(owner);
        await Task.Delay(Between);

        foreach (var what in new[] { "certificates", "passwords" })
        {
            var before = await File.ReadAllTextAsync(bakery.PasswordsOf("orders"));
            var (from, failed) = (Stopwatch.GetTimestamp(), load.Failed.Count);
            Assert.Equal(0, await bakery.Bakery("rotate", what));
            await using var orders = await bakery.Database("orders");
            var rotated = (DateTime)(await new NpgsqlCommand("SELECT clock_timestamp()", orders).ExecuteScalarAsync())!;
            TestContext.Current.TestOutputHelper?.WriteLine($"{what} rotated in {Stopwatch.GetElapsedTime(from).TotalSeconds:0.0} s, {load.Failed.Count - failed} requests failed meanwhile");
            await Task.Delay(Between);
            Assert.Equal(what == "passwords", before != await File.ReadAllTextAsync(bakery.PasswordsOf("orders")));
            // Young connections are there, made with what is new; what is old is refused.
            Assert.True(await NightLedger.Is(orders, $"SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = 'orders_app' AND backend_start > '{rotated:O}'"));
            if (what == "passwords") Assert.Equal(PostgresErrorCodes.InvalidPassword, await Refusal(bakery, before));
        }
        var seconds = await load.End();
        TestContext.Current.TestOutputHelper?.WriteLine($"{load.Answered} requests in {seconds:0.0} s ({load.Answered / seconds:0} a second, every fifth a write), {load.Failed.Count} failed");
        foreach (var (kind, count) in load.Failed.CountBy(f => f.Split(": ", 2)[1])) TestContext.Current.TestOutputHelper?.WriteLine($"{count} × {kind}");
        Assert.Empty(load.Failed);
        Assert.True(load.Answered >= PerSecond * seconds * 0.95, "The load was less than said.");
    }

    /// <summary>A process that has just started compiles what it does first.</summary>
    private static async Task WarmUp(TestTenant owner)
    {
        for (var i = 0; i < 400; i++) await owner.Get(Asked[i % Asked.Length]);
    }

    private static async Task<string?> Refusal(DistributedBakery bakery, string oldPasswords)
    {
        var password = oldPasswords.Split('\n').Single(l => l.Contains("orders_app", StringComparison.Ordinal)).Split(':')[^1];
        await using var connection = new NpgsqlConnection($"Host=localhost;Port={bakery.Port + 200};Database=orders;Username=orders_app;Password={password};SSL Mode=Require;Pooling=false");
        return (await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync())).SqlState;
    }

    /// <summary>Sends whether or not the last ones were answered, as many people do.</summary>
    private sealed class Load : IDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly ConcurrentBag<Task> open = [];
        private readonly Task sending;
        private readonly long from = Stopwatch.GetTimestamp();
        private int answered;

        public Load(TestTenant owner) => sending = Send(owner);

        public ConcurrentQueue<string> Failed { get; } = new();
        public int Answered => answered;

        private async Task Send(TestTenant owner)
        {
            for (var sent = 0; !stop.IsCancellationRequested; await Task.Delay(5))
                for (var due = (int)(Stopwatch.GetElapsedTime(from).TotalSeconds * PerSecond); sent < due; sent++) open.Add(One(owner, sent));
        }

        private async Task One(TestTenant owner, int number)
        {
            try
            {
                using var answer = number % 5 == 4
                    ? await owner.Send(HttpMethod.Post, "orders/customers", new { kind = "b2b", name = $"Bar {number}", language = "es" })
                    : await owner.Send(HttpMethod.Get, Asked[number % Asked.Length]);
                if (!answer.IsSuccessStatusCode) Failed.Enqueue($"{number}: {(int)answer.StatusCode} of {answer.RequestMessage!.RequestUri!.Segments[^1]}, {JsonNode.Parse(await answer.Content.ReadAsStringAsync())?["code"]}");
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                Failed.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{number}: {error.Message}"));
            }
            Interlocked.Increment(ref answered);
        }

        /// <summary>Stops sending, waits for the last answers and returns the seconds of sending.</summary>
        public async Task<double> End()
        {
            var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
            await stop.CancelAsync();
            await sending;
            await Task.WhenAll(open);
            return seconds;
        }

        public void Dispose() => stop.Dispose();
    }
}
