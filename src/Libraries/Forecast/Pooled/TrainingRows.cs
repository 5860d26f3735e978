using Bakery.Forecast.Trees;

namespace Bakery.Forecast.Pooled;

/// <summary>Rows drawn from the past: every series seen from many origins, each with a few of the days that followed.</summary>
internal sealed record TrainingRows(float[] Features, float[] Sold, float[] Level, float[] Anchor)
{
    private const int HorizonsPerOrigin = 5;

    /// <summary>Draws at most the given number of rows, by a seed; no target lies after the panel's last day.</summary>
    public static TrainingRows From(Panel panel, Features features, int maximum, int oldest, int seed)
    {
        var width = features.Names.Length;
        long origins = panel.Series.Sum(s => (long)Math.Max(0, Math.Min(s.Length - Pooled.Features.DaysNeeded, oldest)));
        var share = Math.Min(1, (double)maximum / Math.Max(1, origins * HorizonsPerOrigin));
        var horizons = Math.Min(Pooled.Features.Horizon, (int)Math.Max(HorizonsPerOrigin, maximum / Math.Max(1, origins)));
        var random = new SplitMix((ulong)seed * 7919 + 17);
        List<float> x = [], sold = [], levels = [], anchors = [];
        var row = new float[width];
        foreach (var s in panel.Series)
        {
            for (var o = Math.Max(Pooled.Features.DaysNeeded - 1, s.Length - 1 - oldest); o < s.Length - 1; o++)
            {
                if (random.NextDouble() >= share || features.At(s, o) is not { } state)
                {
                    continue;
                }

                for (var h = 1; h <= Pooled.Features.Horizon && o + h < s.Length; h++)
                {
                    if (random.NextDouble() * Pooled.Features.Horizon >= horizons || double.IsNaN(s.Values[o + h]))
                    {
                        continue;
                    }

                    features.Write(state, h, row);
                    x.AddRange(row);
                    sold.Add((float)s.Targets[o + h]);
                    levels.Add((float)state.Level);
                    anchors.Add((float)state.Anchor(h));
                }
            }
        }

        return new TrainingRows([.. x], [.. sold], [.. levels], [.. anchors]);
    }
}
