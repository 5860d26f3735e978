namespace Bakery.Kernel.Values;

/// <summary>An amount of one currency. Amounts of different currencies refuse to add.</summary>
/// <param name="Amount">Exact amount; rounded only by <see cref="Round"/>.</param>
/// <param name="Currency">ISO 4217 code.</param>
public readonly record struct Money(decimal Amount, string Currency = "EUR") : IComparable<Money>
{
    public static Money Zero => new(0m);
    public static Money operator +(Money a, Money b) => new(a.Amount + Same(a, b).Amount, a.Currency);
    public static Money operator -(Money a, Money b) => new(a.Amount - Same(a, b).Amount, a.Currency);
    public static Money operator *(Money a, decimal factor) => new(a.Amount * factor, a.Currency);

    /// <summary>Two decimals, half away from zero.</summary>
    public Money Round() => new(Rounding.Cents(Amount), Currency);

    /// <summary>Splits into parts in proportion to the weights; the parts sum to the rounded amount.</summary>
    public IReadOnlyList<Money> Allocate(IReadOnlyList<decimal> weights)
    {
        var currency = Currency;
        return [.. Rounding.Allocate(Rounding.Cents(Amount), weights, 0.01m).Select(p => new Money(p, currency))];
    }

    public int CompareTo(Money other) => Amount.CompareTo(Same(this, other).Amount);

    private static Money Same(Money a, Money b) => a.Currency == b.Currency
        ? b
        : throw new InvalidOperationException($"Cannot combine {a.Currency} with {b.Currency}.");
}
