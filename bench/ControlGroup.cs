using System.Globalization;

namespace Bakery.Bench;

/// <summary>A memory control group of its own, as the kubelet gives each container one: what a process in it takes is charged to it, pages that another group has read before are not.</summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Version1 = "/sys/fs/cgroup/memory", Version2 = "/sys/fs/cgroup";
    private readonly string folder;

    private ControlGroup(string folder) => this.folder = folder;

    /// <summary>Null where none may be made: they take root, and a system that does not keep them read-only.</summary>
    public static ControlGroup? Make(string name)
    {
        var parent = Directory.Exists(Version1) ? Version1 : Version2;
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(parent, $"bakery-bench-{name}")).FullName;
            if (File.Exists(Path.Combine(folder, "memory.stat"))) return new ControlGroup(folder);
            Directory.Delete(folder);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A process that writes its id here belongs to it, with what it starts.</summary>
    public string Members => Path.Combine(folder, "cgroup.procs");

    /// <summary>The working set in MiB: what is charged, without file pages that nobody has used for a while.</summary>
    public int WorkingSet()
    {
        var usage = new[] { "memory.current", "memory.usage_in_bytes" }.Select(f => Path.Combine(folder, f)).First(File.Exists);
        var stat = File.ReadAllLines(Path.Combine(folder, "memory.stat")).Select(l => l.Split(' ')).ToDictionary(l => l[0], l => Number(l[1]));
        return (int)((Number(File.ReadAllText(usage)) - (stat.TryGetValue("total_inactive_file", out var idle) ? idle : stat["inactive_file"])) / 1048576);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Its members have ended.</summary>
    public void Dispose() => Directory.Delete(folder);
}
