namespace Bakery.Planning;

/// <summary>The few roundings planning uses. Nothing else in the library rounds.</summary>
public static class Rounding
{
    /// <summary>Division noise below this part of a unit never pushes a quantity to the next step.</summary>
    public const decimal Tolerance = 0.000000001m;

    /// <summary>Rounds half away from zero, as money and printed figures are rounded.</summary>
    public static decimal HalfAway(decimal value, int decimals) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero);

    /// <summary>The smallest multiple of <paramref name="step"/> that is not below <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public static decimal UpTo(decimal value, decimal step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        return Math.Ceiling(value / step - Tolerance) * step;
    }

    /// <summary>The largest multiple of <paramref name="step"/> that is not above <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public static decimal DownTo(decimal value, decimal step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        return Math.Floor(value / step + Tolerance) * step;
    }

    /// <summary>The nearest multiple of <paramref name="step"/>; half a step goes up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public static decimal NearestTo(decimal value, decimal step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        return Math.Floor(value / step + 0.5m) * step;
    }
}
