using Bakery.Documents;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Paper;

/// <summary>Formats and numbers of papers and exports.</summary>
internal static class Formats
{
    /// <summary>json (default), csv or pdf. Throws <c>validation_failed</c>.</summary>
    public static string Of(string? format, params string[] allowed)
    {
        var wanted = format ?? allowed[0];
        return allowed.Contains(wanted) ? wanted : throw RuleViolation.Invalid("format", $"One of {string.Join(", ", allowed)}.");
    }

    public static string Time(DateTimeOffset at, string zone, PaperFormat format) => format.Moment(BusinessTime.Local(at, zone));

    /// <summary>The instants that bound days of the tenant. Throws <c>validation_failed</c> when they are the wrong way round or too far apart.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) Between(DateOnly from, DateOnly to, string zone)
    {
        if (to < from || to.DayNumber - from.DayNumber > 1100) throw RuleViolation.Invalid("to", "On or after from, at most three years later.");
        return (BusinessTime.Instant(from, TimeOnly.MinValue, zone), BusinessTime.Instant(to.AddDays(1), TimeOnly.MinValue, zone));
    }
}
