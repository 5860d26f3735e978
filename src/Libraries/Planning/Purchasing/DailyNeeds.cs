using Bakery.Planning.Stock;

namespace Bakery.Planning.Purchasing;

/// <summary>Planned needs of one item per bake day, in its stock unit; beyond the horizon the last week repeats.</summary>
public sealed class DailyNeeds
{
    private readonly SortedDictionary<DateOnly, decimal> _byDay = [];

    /// <summary>Creates the needs of a horizon.</summary>
    /// <param name="first">First bake day.</param>
    /// <param name="horizonDays">Days planned, at least 1.</param>
    /// <param name="needs">Needs; days without an entry need nothing.</param>
    public DailyNeeds(DateOnly first, int horizonDays, IEnumerable<DayQuantity> needs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizonDays, 1);
        First = first;
        HorizonDays = horizonDays;
        for (int i = 0; i < horizonDays; i++)
        {
            _byDay[first.AddDays(i)] = 0m;
        }

        foreach (var need in needs.Where(need => _byDay.ContainsKey(need.Day)))
        {
            _byDay[need.Day] += need.Quantity;
        }
    }

    /// <summary>First bake day.</summary>
    public DateOnly First { get; }

    /// <summary>Days planned.</summary>
    public int HorizonDays { get; }

    /// <summary>Last planned day.</summary>
    public DateOnly Last => First.AddDays(HorizonDays - 1);

    /// <summary>Mean daily need over the horizon.</summary>
    public decimal Mean => _byDay.Values.Sum() / HorizonDays;

    /// <summary>The need of a day; a later day has the need of the same weekday in the last planned week.</summary>
    public decimal On(DateOnly day)
    {
        if (day < First)
        {
            return 0m;
        }

        var asked = day;
        while (asked > Last)
        {
            asked = asked.AddDays(-7);
        }

        // A horizon below a week does not hold every weekday.
        return asked < First ? Mean : _byDay[asked];
    }

    /// <summary>Sum of the needs from the first bake day to a day.</summary>
    public decimal Through(DateOnly day) => Days(day).Sum(need => need.Quantity);

    /// <summary>The needs from the first bake day to a day.</summary>
    public IEnumerable<DayQuantity> Days(DateOnly last)
    {
        for (var day = First; day <= last; day = day.AddDays(1))
        {
            yield return new DayQuantity(day, On(day));
        }
    }
}
