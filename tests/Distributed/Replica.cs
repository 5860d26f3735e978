using System.Diagnostics;

namespace Bakery.Tests.Distributed;

/// <summary>Another process like one that runs: the same program and settings on a port of its own.</summary>
public sealed class Replica : IDisposable
{
    private readonly Process process;

    private Replica(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <param name="role">Process id of the one that runs.</param>
    /// <param name="changes">Settings that are other ones.</param>
    public static Task<Replica> Of(int role, int port, params (string Name, string Value)[] changes) => Of(role, port, null, changes);

    /// <param name="members">The file of a control group that it belongs to from its start.</param>
    public static async Task<Replica> Of(int role, int port, string? members, params (string Name, string Value)[] changes)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var program = File.ResolveLinkTarget($"/proc/{role}/exe", true)!.FullName;
        var start = new ProcessStartInfo(members is null ? program : "/bin/sh", members is null ? [] : ["-c", "echo $$ >\"$0\"; exec \"$@\"", members, program]) { WorkingDirectory = File.ResolveLinkTarget($"/proc/{role}/cwd", true)!.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (await File.ReadAllTextAsync($"/proc/{role}/cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries).Skip(1)) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var setting in (await File.ReadAllTextAsync($"/proc/{role}/environ")).Split('\0', StringSplitOptions.RemoveEmptyEntries)) start.Environment[setting.Split('=', 2)[0]] = setting.Split('=', 2)[1];
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        foreach (var (name, value) in changes) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var replica = new Replica(process, address);
        using var http = new HttpClient { BaseAddress = address };
        for (var look = 0; look < 300 && !process.HasExited; look++)
        {
            try { if ((await http.GetAsync("/health/ready")).IsSuccessStatusCode) return replica; }
            catch (HttpRequestException) { }
            await Task.Delay(200);
        }
        replica.Dispose();
        throw new TimeoutException($"{address} did not become ready.");
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }
}
