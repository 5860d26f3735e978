namespace Bakery.Forecast.Pooled;

/// <summary>The calendar laid out over a range of days, with distances and codes, so that features are look-ups.</summary>
internal sealed class CalendarGrid
{
    /// <summary>Distances beyond this many days are all alike.</summary>
    public const int Far = 15;

    private const int Beyond = 60;

    private readonly double[][] _flags;

    /// <param name="calendar">What is known.</param>
    /// <param name="start">First day of the grid.</param>
    /// <param name="length">Days of history; the grid reaches two months further.</param>
    /// <param name="names">Code of each name.</param>
    public CalendarGrid(KnownCalendar calendar, DateOnly start, int length, IReadOnlyList<string> names)
    {
        Start = start;
        Length = length + Beyond;
        var codes = names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i, StringComparer.Ordinal);
        Name = new int[Length];
        Official = new bool[Length];
        IsNamed = new bool[Length];
        ToOfficial = new int[Length];
        SinceOfficial = new int[Length];
        Array.Fill(Name, -1);
        Array.Fill(ToOfficial, Far);
        Array.Fill(SinceOfficial, Far);
        _flags = new double[calendar.Flags][];
        for (var f = 0; f < _flags.Length; f++)
        {
            _flags[f] = new double[Length];
            for (var i = 0; i < Length; i++)
            {
                _flags[f][i] = calendar.Flag(f, start.AddDays(i));
            }
        }

        foreach (var (date, day) in calendar.Days)
        {
            var i = date.DayNumber - start.DayNumber;
            if (i >= 0 && i < Length)
            {
                Name[i] = codes.TryGetValue(day.Name, out var code) ? code : -1;
                Official[i] = day.IsOfficial;
                IsNamed[i] = true;
            }

            if (!day.IsOfficial)
            {
                continue;
            }

            for (var d = 0; d < Far; d++)
            {
                Nearer(ToOfficial, i - d, d);
                Nearer(SinceOfficial, i + d, d);
            }
        }
    }

    public DateOnly Start { get; }

    public int Length { get; }

    /// <summary>Code of the day's name, −1 without one.</summary>
    public int[] Name { get; }

    public bool[] Official { get; }

    public bool[] IsNamed { get; }

    public int[] ToOfficial { get; }

    public int[] SinceOfficial { get; }

    public int Flags => _flags.Length;

    public double Flag(int flag, int day) => day >= 0 && day < Length ? _flags[flag][day] : double.NaN;

    /// <summary>Names in use with their codes' order: alphabetical, at most 250.</summary>
    public static IReadOnlyList<string> NamesOf(KnownCalendar calendar) =>
        [.. calendar.Days.Values.Select(d => d.Name).Distinct().Order(StringComparer.Ordinal).Take(250)];

    private void Nearer(int[] distances, int i, int distance)
    {
        if (i >= 0 && i < Length)
        {
            distances[i] = Math.Min(distances[i], distance);
        }
    }
}
