using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Bakery.Host.Verbs;

/// <summary>
/// The Job <c>&lt;service&gt;-migration</c> as the Kubernetes API sees it, asked with the pod's own service account (get and list of Jobs, Pods and logs).
/// <c>BAKERY_KUBERNETES_URL</c> and <c>BAKERY_KUBERNETES_FOLDER</c> replace the address and the folder of token, CA and namespace.
/// </summary>
internal sealed class MigrationJob(IConfiguration configuration, TextWriter output)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly string folder = configuration["BAKERY_KUBERNETES_FOLDER"] ?? "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>0 once the Job is complete; 1 when it has failed or the time is over, with its last log lines.</summary>
    public async Task<int> Wait(string service, TimeSpan time, CancellationToken ct)
    {
        var address = configuration["BAKERY_KUBERNETES_URL"] ?? (configuration["KUBERNETES_SERVICE_HOST"] is { Length: > 0 } host ? $"https://{host}:{configuration["KUBERNETES_SERVICE_PORT"] ?? "443"}" : null)
            ?? throw new ArgumentException("wait migration asks the Kubernetes API, and this is no pod.");
        var space = (await File.ReadAllTextAsync(Path.Combine(folder, "namespace"), ct)).Trim();
        using var http = await Client(address, ct);
        var (job, began, said) = ($"{service}-migration", TimeProvider.System.GetTimestamp(), "");
        while (true)
        {
            var state = await State(http, $"/apis/batch/v1/namespaces/{space}/jobs/{job}", ct);
            var passed = TimeProvider.System.GetElapsedTime(began);
            if (state == "Complete")
            {
                await output.WriteLineAsync($"{job}: complete after {passed.TotalSeconds:0.0} s");
                return 0;
            }
            if (state != said) await output.WriteLineAsync($"{job}: {said = state}");
            if (state == "Failed" || passed + Pause > time)
            {
                await output.WriteLineAsync(state == "Failed" ? $"{job}: has failed; its last lines:" : $"{job}: given up after {time.TotalSeconds:0} s; its last lines:");
                await output.WriteLineAsync(await LastLines(http, space, job, ct));
                return 1;
            }
            await Task.Delay(Pause, ct);
        }
    }

    private async Task<HttpClient> Client(string address, CancellationToken ct)
    {
        var handler = new SocketsHttpHandler();
        if (File.Exists(Path.Combine(folder, "ca.crt")))
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(Path.Combine(folder, "ca.crt"));
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }
        var http = new HttpClient(handler) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(10) };
        if (File.Exists(Path.Combine(folder, "token"))) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(folder, "token"), ct)).Trim());
        return http;
    }

    private static async Task<string> State(HttpClient http, string path, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(path, ct);
            if (!answer.IsSuccessStatusCode) return answer.StatusCode == System.Net.HttpStatusCode.NotFound ? "does not exist yet" : $"the API answered {(int)answer.StatusCode}";
            using var job = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
            if (!job.RootElement.TryGetProperty("status", out var status)) return "not started";
            if (status.TryGetProperty("conditions", out var conditions))
                foreach (var condition in conditions.EnumerateArray())
                    if (condition.GetProperty("status").GetString() == "True" && condition.GetProperty("type").GetString() is "Complete" or "Failed") return condition.GetProperty("type").GetString()!;
            return status.TryGetProperty("active", out var active) && active.GetInt32() > 0 ? "running" : "not started";
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return $"the API cannot be reached: {error.GetBaseException().Message}";
        }
    }

    private static async Task<string> LastLines(HttpClient http, string space, string job, CancellationToken ct)
    {
        try
        {
            using var pods = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/namespaces/{space}/pods?labelSelector=job-name%3D{job}", ct));
            var last = pods.RootElement.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("metadata").GetProperty("name").GetString()).LastOrDefault();
            return last is null ? "(it has no pod)" : (await http.GetStringAsync($"/api/v1/namespaces/{space}/pods/{last}/log?tailLines=20", ct)).TrimEnd();
        }
        catch (HttpRequestException error)
        {
            return $"(its log cannot be read: {error.Message})";
        }
    }
}
