using Bakery.Host.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Bakery.Tests.Distributed;

/// <summary>The checks of the init containers; a small server answers as the Jobs API does.</summary>
public sealed class WaitTests
{
    private const string Running = """{"status":{"active":1}}""";
    private const string Complete = """{"status":{"succeeded":1,"conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}]}}""";
    private const string Failed = """{"status":{"failed":6,"conditions":[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded"}]}}""";

    [Fact]
    public async Task It_waits_for_the_job_and_goes_on_when_it_is_complete()
    {
        var (code, said, paths) = await Migration(Running, Complete);
        Assert.Equal(0, code);
        Assert.Contains("orders-migration: running", said);
        Assert.Contains("orders-migration: complete", said);
        Assert.All(paths, p => Assert.Equal("Bearer the-pods-token /apis/batch/v1/namespaces/bakery-ia/jobs/orders-migration", p));
    }

    [Fact]
    public async Task A_failed_job_ends_it_with_the_jobs_last_lines()
    {
        var (code, said, _) = await Migration(Failed);
        Assert.Equal(1, code);
        Assert.Contains("relation exists already", said);
    }

    [Fact]
    public async Task A_job_that_does_not_exist_yet_is_waited_for_until_the_time_is_over()
    {
        var (code, said, _) = await Migration();
        Assert.Equal(1, code);
        Assert.Contains("does not exist yet", said);
        Assert.Contains("given up", said);
    }

    [Theory]
    [InlineData("redis", "BAKERY_REDIS", "redis://127.0.0.1:1")]
    [InlineData("rabbitmq", "BAKERY_RABBITMQ", "amqp://127.0.0.1:1")]
    public async Task What_is_never_required_is_a_warning_and_with_required_a_failure(string what, string setting, string address)
    {
        var configuration = Settings((setting, address));
        var said = new StringWriter();
        Assert.Equal(0, await Wait.Run([what, "--timeout", "1"], configuration, said, default));
        Assert.Contains("WARNING", said.ToString());
        Assert.Equal(1, await Wait.Run([what, "--required", "--timeout", "1"], configuration, said, default));
    }

    [Theory]
    [InlineData]
    [InlineData("something")]
    [InlineData("service")]
    [InlineData("migration")]
    [InlineData("redis", "--timeout", "soon")]
    public async Task What_is_not_understood_is_said(params string[] words) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Wait.Run(words, Settings(("BAKERY_REDIS", "redis://127.0.0.1:1")), TextWriter.Null, default));

    /// <summary>Answers the states one after the other, the last one again and again; no state: the Job is unknown.</summary>
    private static async Task<(int Code, string Said, List<string> Paths)> Migration(params string[] states)
    {
        var folder = Directory.CreateTempSubdirectory("bkjob").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "namespace"), "bakery-ia\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "token"), "the-pods-token\n");
        var paths = new List<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var api = builder.Build();
        api.MapGet("/apis/batch/v1/namespaces/{space}/jobs/{job}", (HttpContext http) =>
        {
            paths.Add($"{http.Request.Headers.Authorization} {http.Request.Path}");
            return states.Length == 0 ? Results.NotFound() : Results.Text(states[Math.Min(paths.Count, states.Length) - 1], "application/json");
        });
        api.MapGet("/api/v1/namespaces/bakery-ia/pods", () => Results.Text("""{"items":[{"metadata":{"name":"orders-migration-x1"}}]}""", "application/json"));
        api.MapGet("/api/v1/namespaces/bakery-ia/pods/orders-migration-x1/log", () => "relation exists already\n");
        await api.StartAsync();
        var said = new StringWriter();
        var code = await Wait.Run(["migration", "orders", "--timeout", "4"], Settings(("BAKERY_KUBERNETES_URL", api.Urls.First()), ("BAKERY_KUBERNETES_FOLDER", folder)), said, default);
        Directory.Delete(folder, recursive: true);
        return (code, said.ToString(), paths);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Name, s.Value))).Build();
}
