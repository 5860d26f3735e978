namespace Bakery.Forecast;

/// <summary>The forecast of one series for one day: a mean and nineteen quantiles, in the series' unit (pieces or kilograms).</summary>
public sealed record Prediction
{
    /// <summary>The stored quantile levels: 0.05, 0.10 … 0.95.</summary>
    public static IReadOnlyList<double> Levels { get; } = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];

    private Prediction(DateOnly date, double mean, double[] quantiles)
    {
        Date = date;
        Mean = mean;
        Quantiles = quantiles;
    }

    public DateOnly Date { get; }

    /// <summary>The expected quantity, never negative.</summary>
    public double Mean { get; }

    /// <summary>Quantities at <see cref="Levels"/>, rising and never negative.</summary>
    public IReadOnlyList<double> Quantiles { get; }

    /// <summary>The median: half of such days sell less.</summary>
    public double P50 => Quantiles[9];

    /// <summary>Lower end of the 80 % band.</summary>
    public double Lower80 => Quantiles[1];

    /// <summary>Upper end of the 80 % band.</summary>
    public double Upper80 => Quantiles[17];

    /// <summary>A prediction from quantiles at <see cref="Levels"/>; they are sorted and cut at zero.</summary>
    public static Prediction FromQuantiles(DateOnly date, double mean, IReadOnlyList<double> quantiles)
    {
        if (quantiles.Count != Levels.Count)
        {
            throw new ArgumentException($"Expected {Levels.Count} quantiles, got {quantiles.Count}.", nameof(quantiles));
        }

        var sorted = quantiles.Select(Clean).ToArray();
        Array.Sort(sorted);
        return new Prediction(date, Clean(mean), sorted);
    }

    /// <summary>A normal distribution around the mean, cut at zero: quantile = m + z·σ.</summary>
    public static Prediction FromNormal(DateOnly date, double mean, double sigma)
    {
        var quantiles = new double[Levels.Count];
        for (var i = 0; i < quantiles.Length; i++)
        {
            quantiles[i] = Clean(mean + ScoresOfLevels[i] * sigma);
        }

        return new Prediction(date, Clean(mean), quantiles);
    }

    /// <summary>Nothing will be sold, for example because the shop is closed.</summary>
    public static Prediction None(DateOnly date) => new(date, 0, new double[Levels.Count]);

    /// <summary>The quantity at any level, linear between stored quantiles, flat beyond the first and the last.</summary>
    public double Quantile(double level)
    {
        var position = level * 20 - 1;
        if (position <= 0)
        {
            return Quantiles[0];
        }

        if (position >= Quantiles.Count - 1)
        {
            return Quantiles[^1];
        }

        var lower = (int)position;
        return Quantiles[lower] + (position - lower) * (Quantiles[lower + 1] - Quantiles[lower]);
    }

    /// <summary>The same distribution with every quantity multiplied, as a business rule does.</summary>
    public Prediction Times(double factor) => FromQuantiles(Date, Mean * factor, [.. Quantiles.Select(q => q * factor)]);

    private static double Clean(double value) => double.IsFinite(value) && value > 0 ? value : 0;

    private static readonly double[] ScoresOfLevels = [.. Enumerable.Range(1, 19).Select(i => Normal.Quantile(i / 20.0))];
}
