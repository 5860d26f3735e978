using System.Globalization;
using Bakery.Distributed;
using Bakery.Kernel.Queries;

namespace Bakery.Host.Verbs;

/// <summary>
/// The checks of the init containers (kubernetes.md §2): <c>wait redis|rabbitmq [--required]</c>, <c>wait migration SERVICE</c>, <c>wait service NAME</c>,
/// each with <c>--timeout SECONDS</c>. Exit code 0 goes on, 1 gives up, 2 was not understood. Nothing of the host is built for it.
/// </summary>
internal static class Wait
{
    private const string Usage = "wait redis|rabbitmq [--required] | migration SERVICE | service NAME   [--timeout SECONDS]";

    public static Task<int> Run(string[] args, TextWriter output, CancellationToken ct) => Run(args, new ConfigurationBuilder().AddEnvironmentVariables().Build(), output, ct);

    internal static async Task<int> Run(string[] args, IConfiguration configuration, TextWriter output, CancellationToken ct)
    {
        var (what, name) = (args.ElementAtOrDefault(0), args.ElementAtOrDefault(1) is { } second && !second.StartsWith('-') ? second : null);
        return what switch
        {
            "redis" => await Optional("redis", args, () => Reach.Redis(configuration), output, ct),
            "rabbitmq" => await Optional("rabbitmq", args, () => Reach.RabbitMq(configuration, ct), output, ct),
            "service" when name is not null => await Service(name, new ServiceAddresses(configuration).Of(name), Timeout(args, 600), output, ct),
            "migration" when name is not null => await new MigrationJob(configuration, output).Wait(name, Timeout(args, 600), ct),
            _ => throw new ArgumentException(Usage),
        };
    }

    /// <summary>Redis and RabbitMQ are never required to start: after the time a warning is all, so that a pod can restart while they are away.</summary>
    private static async Task<int> Optional(string name, string[] args, Func<Task> reach, TextWriter output, CancellationToken ct)
    {
        var (time, required) = (Timeout(args, 60), args.Contains("--required"));
        if (await Until(name, time, TimeSpan.FromSeconds(2), async () =>
        {
            await reach();
            return null;
        }, output, ct)) return 0;
        await output.WriteLineAsync(required ? $"{name}: given up after {time.TotalSeconds:0} s" : $"{name}: WARNING: not reached within {time.TotalSeconds:0} s; the service starts without it");
        return required ? 1 : 0;
    }

    private static async Task<int> Service(string name, Uri address, TimeSpan time, TextWriter output, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        if (await Until(name, time, TimeSpan.FromSeconds(5), async () =>
        {
            using var answer = await http.GetAsync(new Uri(address, "/health/ready"), ct);
            return answer.IsSuccessStatusCode ? null : $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}";
        }, output, ct)) return 0;
        await output.WriteLineAsync($"{name}: given up after {time.TotalSeconds:0} s");
        return 1;
    }

    /// <summary>Asks until the answer is null; what was wrong is said whenever it changes.</summary>
    private static async Task<bool> Until(string name, TimeSpan time, TimeSpan pause, Func<Task<string?>> ask, TextWriter output, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        string? said = null;
        while (true)
        {
            string? wrong;
            try
            {
                wrong = await ask();
            }
            catch (Exception error) when (error is not ArgumentException && !ct.IsCancellationRequested)
            {
                wrong = error.GetBaseException().Message;
            }
            var passed = TimeProvider.System.GetElapsedTime(began);
            if (wrong is null)
            {
                await output.WriteLineAsync($"{name}: reached after {passed.TotalSeconds:0.0} s");
                return true;
            }
            if (wrong != said) await output.WriteLineAsync($"{name}: waiting: {said = wrong}");
            if (passed + pause > time) return false;
            await Task.Delay(pause, ct);
        }
    }

    private static TimeSpan Timeout(string[] args, int standard) => TimeSpan.FromSeconds(
        args.SkipWhile(a => a != "--timeout").Skip(1).FirstOrDefault() is not { } text ? standard
        : int.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : throw new ArgumentException("--timeout needs seconds."));
}
