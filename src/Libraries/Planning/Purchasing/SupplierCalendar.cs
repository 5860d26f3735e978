namespace Bakery.Planning.Purchasing;

/// <summary>When a supplier takes orders and delivers. All times are local to the bakery.</summary>
/// <param name="LeadTimeDays">Calendar days from order to delivery.</param>
/// <param name="CutOff">An order after this time counts as the next day's.</param>
/// <param name="DeliveryWeekdays">Days it delivers; empty = every day.</param>
/// <param name="ClosedDates">Days it neither takes orders nor delivers.</param>
public sealed record SupplierCalendar(
    int LeadTimeDays,
    TimeOnly CutOff,
    IReadOnlySet<DayOfWeek> DeliveryWeekdays,
    IReadOnlySet<DateOnly> ClosedDates)
{
    // A supplier closed for a whole year has no delivery; the search must end.
    private const int SearchDays = 400;

    /// <summary>First delivery of an order placed at a local time.</summary>
    /// <exception cref="InvalidOperationException">The supplier delivers on no day of the next year.</exception>
    public DateOnly FirstDelivery(DateTime orderedAt)
    {
        var ordered = DateOnly.FromDateTime(orderedAt);
        if (TimeOnly.FromDateTime(orderedAt) > CutOff)
        {
            ordered = ordered.AddDays(1);
        }

        while (ClosedDates.Contains(ordered))
        {
            ordered = ordered.AddDays(1);
        }

        return OnOrAfter(ordered.AddDays(LeadTimeDays));
    }

    /// <summary>Whether an order placed at a local time has a delivery within a year, and another one after it.</summary>
    public bool Delivers(DateTime orderedAt) =>
        Search(DateOnly.FromDateTime(orderedAt).AddDays(LeadTimeDays)) is { } first && Search(first.AddDays(1)) is { } second && Search(second.AddDays(1)) is not null;

    /// <summary>The delivery after a delivery.</summary>
    public DateOnly NextDelivery(DateOnly delivery) => OnOrAfter(delivery.AddDays(1));

    /// <summary>Last moment to order for a delivery: lead time before it at the cut-off, earlier when the supplier is closed that day.</summary>
    public DateTime LatestOrder(DateOnly delivery)
    {
        var day = delivery.AddDays(-LeadTimeDays);
        for (int i = 0; i < SearchDays && ClosedDates.Contains(day); i++)
        {
            day = day.AddDays(-1);
        }

        return day.ToDateTime(CutOff);
    }

    /// <summary>Whether the supplier delivers on a day.</summary>
    public bool DeliversOn(DateOnly day) =>
        (DeliveryWeekdays.Count == 0 || DeliveryWeekdays.Contains(day.DayOfWeek)) && !ClosedDates.Contains(day);

    private DateOnly OnOrAfter(DateOnly day) => Search(day) ?? throw new InvalidOperationException("The supplier delivers on no day of the next year.");

    private DateOnly? Search(DateOnly day)
    {
        for (int i = 0; i < SearchDays; i++, day = day.AddDays(1))
        {
            if (DeliversOn(day))
            {
                return day;
            }
        }

        return null;
    }
}

/// <summary>What an order placed now has to last for.</summary>
/// <param name="Delivery">The delivery of the order.</param>
/// <param name="UsableFrom">First bake day that may use it.</param>
/// <param name="NextDelivery">The delivery after it.</param>
/// <param name="CoversUntil">Last bake day before the next delivery is usable.</param>
/// <param name="OrderBy">Last local moment to order for <paramref name="Delivery"/>.</param>
public sealed record Coverage(DateOnly Delivery, DateOnly UsableFrom, DateOnly NextDelivery, DateOnly CoversUntil, DateTime OrderBy)
{
    /// <summary>Works out the window of an order placed at a local time.</summary>
    /// <param name="calendar">The supplier's calendar.</param>
    /// <param name="orderedAt">Local time of the order.</param>
    /// <param name="usableSameDay">Whether goods may be used on the day they arrive.</param>
    public static Coverage For(SupplierCalendar calendar, DateTime orderedAt, bool usableSameDay = false)
    {
        int wait = usableSameDay ? 0 : 1;
        var delivery = calendar.FirstDelivery(orderedAt);
        var next = calendar.NextDelivery(delivery);
        return new Coverage(delivery, delivery.AddDays(wait), next, next.AddDays(wait - 1), calendar.LatestOrder(delivery));
    }
}
