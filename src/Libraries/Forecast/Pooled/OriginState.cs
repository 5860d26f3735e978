namespace Bakery.Forecast.Pooled;

/// <summary>A series as seen from one origin: its level, its weekdays, and how the last days stood against both.</summary>
internal sealed class OriginState
{
    /// <summary>Past days of a name that one must have seen to believe half of their effect, beside the pooled one.</summary>
    private const double NamedShrink = 0.5;

    /// <summary>A series that sells less per day has nothing that could be scaled.</summary>
    private const double SmallestLevel = 1e-6;

    private readonly Panel _panel;
    private readonly double[] _open;

    private OriginState(Panel panel, PanelSeries series, int origin, double level, double[] open)
    {
        (_panel, Series, Origin, Level, _open) = (panel, series, origin, level, open);
    }

    public PanelSeries Series { get; }

    /// <summary>The last day known, counted from the series' start.</summary>
    public int Origin { get; }

    /// <summary>Demand of an average weekday over the last 28 days.</summary>
    public double Level { get; }

    /// <summary>Level of the last 7, 14 and 84 days as a share of that of 28.</summary>
    public double Week { get; private init; }

    public double Fortnight { get; private init; }

    public double Quarter { get; private init; }

    /// <summary>The last two days against level and weekday.</summary>
    public double LastDay { get; private init; }

    public double DayBefore { get; private init; }

    /// <summary>Mean absolute distance of the last 28 days from level and weekday, as a share of them.</summary>
    public double Spread { get; private init; }

    public double ZeroShare { get; private init; }

    /// <summary>Only whole numbers in the last twelve weeks.</summary>
    public bool IsCounted { get; private init; }

    /// <summary>Level and weekday h days ahead: what a day without news would sell.</summary>
    public double Usual(int h) => Math.Max(0.05, Series.Pattern(Origin + h, Origin)) * Level;

    /// <summary>Usual demand moved by the season of the years before and by what the day's name did before.</summary>
    public double Anchor(int h) => Usual(h) * SeasonFactor(h) * Named(h);

    /// <summary>What the season of the years before does between the level and a day, as far as it is believed.</summary>
    public double SeasonFactor(int h)
    {
        var season = _panel.Season(Origin + Series.Offset, Origin + h + Series.Offset);
        return double.IsNaN(season) ? 1 : Math.Pow(Math.Clamp(season, 0.2, 5), _panel.SeasonTrust);
    }

    /// <summary>Factor of a named day: own past days, drawn to those of all series, drawn to 1.</summary>
    public double Named(int h)
    {
        var name = _panel.Calendar.Name[Origin + h + Series.Offset];
        if (name < 0)
        {
            return 1;
        }

        var (own, all, count) = _panel.NamedRatio(Series, name, Origin + Series.Offset);
        var pooled = double.IsNaN(all) ? 0 : Math.Log(Math.Clamp(all, 0.1, 8));
        var single = double.IsNaN(own) ? 0 : Math.Log(Math.Clamp(own, 0.1, 8));
        return Math.Exp((count * single + pooled) / (count + 1 + NamedShrink));
    }

    /// <summary>Share of the last eight such weekdays on which the series was open.</summary>
    public double OpenShare(int day) => _open[(((day - Origin - 1) % 7) + 7) % 7];

    public static OriginState? Of(Panel panel, PanelSeries series, int origin)
    {
        var level = series.Level(origin, 28);
        if (origin < Features.DaysNeeded - 1 || !(level > SmallestLevel))
        {
            return null;
        }

        var open = new double[7];
        for (var h = 1; h <= 7; h++)
        {
            int seen = 0, opened = 0;
            for (var at = origin + h - 7; at >= 0 && seen < 8; at -= 7)
            {
                seen++;
                opened += double.IsNaN(series.Values[at]) ? 0 : 1;
            }

            open[h - 1] = seen == 0 ? double.NaN : (double)opened / seen;
        }

        double wrong = 0, expected = 0;
        int days = 0, zeros = 0;
        for (var i = Math.Max(0, origin - 27); i <= origin; i++)
        {
            if (series.IsOrdinary(i))
            {
                var usual = level * series.Pattern(i, origin);
                wrong += Math.Abs(series.Values[i] - usual);
                expected += usual;
                days++;
                zeros += series.Values[i] == 0 ? 1 : 0;
            }
        }

        var counted = true;
        for (var i = Math.Max(0, origin - 83); i <= origin; i++)
        {
            counted &= double.IsNaN(series.Sold[i]) || series.Sold[i] == Math.Floor(series.Sold[i]);
        }

        double Last(int back) => series.Values[origin - back] / (level * Math.Max(0.05, series.Pattern(origin - back, origin)));
        return new OriginState(panel, series, origin, level, open)
        {
            Week = series.Level(origin, 7) / level,
            Fortnight = series.Level(origin, 14) / level,
            Quarter = origin < 55 ? double.NaN : series.Level(origin, 84) / level,
            LastDay = Last(0),
            DayBefore = Last(1),
            Spread = expected > 0 ? wrong / expected : double.NaN,
            IsCounted = counted,
            ZeroShare = days == 0 ? double.NaN : (double)zeros / days,
        };
    }
}
