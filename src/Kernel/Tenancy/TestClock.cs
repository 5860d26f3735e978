using System.Globalization;
using Bakery.Kernel.Values;

namespace Bakery.Kernel.Tenancy;

/// <summary>
/// One clock for all processes under test: its time is the instant written in a file, so a test moves every process by writing it.
/// Timers stay real; the loops of the kernel look at the clock often while it is in use. Refused in production.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private readonly string path;
    private DateTimeOffset value;
    private DateTime stamp;

    public TestClock(string path)
    {
        this.path = path;
        value = Read();
    }

    public override DateTimeOffset GetUtcNow()
    {
        var written = File.GetLastWriteTimeUtc(path);
        if (written != stamp)
        {
            stamp = written;
            value = Read();
        }
        return value;
    }

    /// <summary>Writes the instant for every process that reads this file.</summary>
    public static void Set(string path, DateTimeOffset instant)
    {
        var next = path + ".next";
        File.WriteAllText(next, instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        File.Move(next, path, overwrite: true);
    }

    private DateTimeOffset Read() => DateTimeOffset.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        ? at.ToUniversalTime()
        : throw new RuleViolation("clock_unreadable", $"The test clock {path} does not hold an instant.");
}
