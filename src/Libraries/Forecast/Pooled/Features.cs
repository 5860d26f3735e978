namespace Bakery.Forecast.Pooled;

/// <summary>
/// Features of one day as seen from one origin, all relative to the series' level at that origin. The same code serves training
/// and forecasting; nothing after the origin is read except the calendar.
/// </summary>
internal sealed class Features
{
    /// <summary>Longest horizon the trees are trained on, in days.</summary>
    public const int Horizon = 14;

    /// <summary>Days of history an origin needs.</summary>
    public const int DaysNeeded = 28;

    private static readonly string[] Fixed =
    [
        "horizon", "weekday", "day_of_year", "named_day", "to_holiday", "since_holiday", "is_holiday", "bridge", "day_of_month", "to_month_end",
        "lag_1", "lag_2", "lag_3", "lag_4", "mean_4", "median_8", "recent_7", "recent_14", "recent_84", "last_day", "day_before", "spread",
        "zero_share", "level", "season", "own_season", "last_year_day", "growth", "all_7", "all_14", "all_84", "open_before", "open_after",
        "named_own", "named_all", "is_named", "pattern", "usual", "series",
    ];

    private static readonly HashSet<string> Codes = ["weekday", "named_day", "series"];

    private readonly Panel _panel;

    public Features(Panel panel)
    {
        _panel = panel;
        Names = [.. Fixed, .. Enumerable.Range(0, panel.Calendar.Flags).SelectMany(i => new[] { $"flag_{i}", $"flag_{i}_recent" })];
        IsCategorical = [.. Names.Select(Codes.Contains)];
    }

    public string[] Names { get; }

    public bool[] IsCategorical { get; }

    /// <summary>What is known at an origin (last day known, counted from the series' start); null when the history is too short or empty.</summary>
    public OriginState? At(PanelSeries series, int origin) => OriginState.Of(_panel, series, origin);

    /// <summary>Writes the features of a day h days after the origin.</summary>
    public void Write(OriginState state, int h, Span<float> row)
    {
        var s = state.Series;
        var o = state.Origin;
        var t = o + h;
        var grid = _panel.Calendar;
        var day = t + s.Offset;
        var date = grid.Start.AddDays(day);
        var i = 0;
        void Put(Span<float> to, double value) => to[i++] = (float)value;
        Put(row, Math.Min(h, Horizon));
        Put(row, (int)date.DayOfWeek);
        Put(row, date.DayOfYear);
        Put(row, grid.Name[day] < 0 ? 254 : grid.Name[day]);
        Put(row, grid.ToOfficial[day]);
        Put(row, grid.SinceOfficial[day]);
        Put(row, grid.Official[day] ? 1 : 0);
        Put(row, Bridge(grid, day, date.DayOfWeek));
        Put(row, date.Day);
        Put(row, DateTime.DaysInMonth(date.Year, date.Month) - date.Day);
        Span<double> same = stackalloc double[8];
        var found = 0;
        for (var at = PanelSeries.SameWeekday(t, o); at >= 0 && found < 8 && o - at < 84; at -= 7)
        {
            if (s.IsOrdinary(at))
            {
                same[found++] = s.Values[at] / state.Level;
            }
        }

        for (var lag = 0; lag < 4; lag++)
        {
            Put(row, lag < found ? same[lag] : double.NaN);
        }

        Put(row, found == 0 ? double.NaN : Statistics.MeanOf(same[..Math.Min(4, found)]));
        Put(row, found == 0 ? double.NaN : Statistics.Median(same[..found]));
        Put(row, state.Week);
        Put(row, state.Fortnight);
        Put(row, state.Quarter);
        Put(row, state.LastDay);
        Put(row, state.DayBefore);
        Put(row, state.Spread);
        Put(row, state.ZeroShare);
        Put(row, Math.Log(1 + state.Level));
        Put(row, _panel.Season(o + s.Offset, day));
        LastYear(state, h, row[i..]);
        i += 3;
        var end = o + s.Offset;
        var month = _panel.Level(end, 28);
        Put(row, _panel.Level(end, 7) / month);
        Put(row, _panel.Level(end, 14) / month);
        Put(row, _panel.Level(end, 84) / month);
        Put(row, state.OpenShare(t - 1));
        Put(row, state.OpenShare(t + 1));
        var name = grid.Name[day];
        var (own, all, _) = name < 0 ? (double.NaN, double.NaN, 0) : _panel.NamedRatio(s, name, end);
        Put(row, own);
        Put(row, all);
        Put(row, grid.IsNamed[day] ? 1 : 0);
        Put(row, s.Pattern(t, o));
        Put(row, state.Anchor(h) / state.Level);
        Put(row, s.Code);
        for (var flag = 0; flag < grid.Flags; flag++)
        {
            Put(row, grid.Flag(flag, day));
            double sum = 0;
            var count = 0;
            for (var back = 0; back < 28; back++)
            {
                var value = grid.Flag(flag, o + s.Offset - back);
                sum += double.IsNaN(value) ? 0 : value;
                count += double.IsNaN(value) ? 0 : 1;
            }

            Put(row, count == 0 ? double.NaN : sum / count);
        }
    }

    private static void LastYear(OriginState state, int h, Span<float> row)
    {
        var s = state.Series;
        var (o, t) = (state.Origin - Panel.Year, state.Origin + h - Panel.Year);
        row[..3].Fill(float.NaN);
        if (o < 21 || s.Level(o, 28) is not (> 0 and var then))
        {
            return;
        }

        row[0] = (float)(s.Level(t + 10, 21) / then);
        row[1] = (float)(s.Values[t] / then);
        row[2] = (float)(state.Level / then);
    }

    /// <summary>1 on a working day between a holiday and a weekend.</summary>
    private static int Bridge(CalendarGrid grid, int day, DayOfWeek weekday) =>
        grid.Official[day] || day < 1 ? 0
        : weekday == DayOfWeek.Friday && grid.Official[day - 1] || weekday == DayOfWeek.Monday && day + 1 < grid.Length && grid.Official[day + 1] ? 1 : 0;
}
