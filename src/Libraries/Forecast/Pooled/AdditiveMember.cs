using Bakery.Forecast.Models;

namespace Bakery.Forecast.Pooled;

/// <summary>The additive model as a member: kept between nothing and twice the highest day seen, whatever its trend says.</summary>
internal sealed class AdditiveMember
{
    private const int DaysNeeded = 56;
    private const int YearNeeded = 365;
    private const int YearlyOrder = 6;
    private const double HighestMultiple = 2;

    private readonly Additive _model;
    private readonly double _highest;

    private AdditiveMember(Additive model, double highest) => (_model, _highest) = (model, highest);

    /// <summary>Fits a history; null under eight weeks, or when nothing was ever sold.</summary>
    public static AdditiveMember? Fit(DemandSeries series, KnownCalendar calendar)
    {
        if (series.Length < DaysNeeded)
        {
            return null;
        }

        var demand = series.Demand;
        var days = new List<(DateOnly, double)>(series.Length);
        for (var i = 0; i < demand.Length; i++)
        {
            if (!double.IsNaN(demand[i]))
            {
                days.Add((series.Start.AddDays(i), demand[i]));
            }
        }

        var form = new AdditiveForm(series.Length >= YearNeeded ? YearlyOrder : 0);
        var model = Additive.Fit(days, form, date => calendar.Days.TryGetValue(date, out var day) ? day.Name : null);
        return model is null ? null : new AdditiveMember(model, HighestMultiple * days.Max(d => d.Item2));
    }

    /// <summary>Demand of a day; null when the fit gives no number.</summary>
    public double? Point(DateOnly date) => _model.Point(date) is var point && double.IsFinite(point) ? Math.Clamp(point, 0, _highest) : null;
}
