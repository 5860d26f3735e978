using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Tenancy;
using Bakery.Planning.StandingOrders;

namespace Bakery.Orders.Standing;

internal static class StandingForm
{
    /// <param name="UnitPrice">Net price of a unit in EUR.</param>
    /// <param name="Weekly">ISO weekday (1 = Monday) → quantity; a missing weekday delivers nothing.</param>
    public sealed record Line(Guid ItemId, decimal UnitPrice, IReadOnlyDictionary<int, decimal> Weekly);

    public sealed record Data(Guid CustomerId, [property: Required, Length(1, 120)] string Name, DateOnly ValidFrom, [property: Required, Length(1, 100)] IReadOnlyList<Line> Lines, DateOnly? ValidTo = null,
        HolidayRule OnHoliday = HolidayRule.Skip, bool SchoolDaysOnly = false, Guid? LocationId = null, bool IsActive = true);

    public sealed record ExceptionView(Guid Id, DateOnly Date, Guid ItemId, decimal Quantity, string? Note);

    public sealed record View(Guid Id, Guid CustomerId, string Name, Guid LocationId, DateOnly ValidFrom, DateOnly? ValidTo, HolidayRule OnHoliday, bool SchoolDaysOnly, bool IsActive, IReadOnlyList<Line> Lines,
        IReadOnlyList<ExceptionView> Exceptions, int Version) : IVersioned;

    internal static View Of(StandingOrder s) => new(s.Id, s.CustomerId, s.Name, s.LocationId, s.ValidFrom, s.ValidTo, s.OnHoliday, s.SchoolDaysOnly, s.IsActive, s.Lines,
        [.. s.Exceptions.OrderBy(e => e.Date).ThenBy(e => e.Id).Select(e => new ExceptionView(e.Id, e.Date, e.ItemId, e.Quantity, e.Note))], s.Version);
}
