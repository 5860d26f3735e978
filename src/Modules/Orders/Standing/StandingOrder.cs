using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.StandingOrders;

namespace Bakery.Orders.Standing;

/// <summary>A repeating order of a customer.</summary>
internal sealed class StandingOrder : ITenantOwned, IVersioned
{
    private readonly List<StandingException> exceptions = [];

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid CustomerId { get; private set; }
    public Guid LocationId { get; private set; }
    public string Name { get; private set; } = "";
    public DateOnly ValidFrom { get; private set; }
    public DateOnly? ValidTo { get; private set; }
    public HolidayRule OnHoliday { get; private set; }
    public bool SchoolDaysOnly { get; private set; }
    public bool IsActive { get; private set; } = true;
    public string Body { get; private set; } = "[]";
    public DateTimeOffset ChangedAt { get; private set; }
    public IReadOnlyList<StandingException> Exceptions => exceptions;

    public IReadOnlyList<StandingForm.Line> Lines => JsonSerializer.Deserialize<List<StandingForm.Line>>(Body, Wire.Lenient)!;

    public static StandingOrder Create(Guid id, StandingForm.Data data, Guid locationId, DateTimeOffset now)
    {
        var made = new StandingOrder { Id = id, CustomerId = data.CustomerId };
        made.Change(data, locationId, now);
        return made;
    }

    public void Change(StandingForm.Data d, Guid locationId, DateTimeOffset now)
    {
        if (d.CustomerId != CustomerId) throw RuleViolation.Invalid("customer_id", "The customer of a standing order is fixed.");
        if (d.ValidTo < d.ValidFrom) throw RuleViolation.Invalid("valid_to", "Not before valid_from.");
        if (d.Lines.GroupBy(l => l.ItemId).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("lines", "An item has one line.");
        if (d.Lines.Any(l => l.UnitPrice is < 0 or > 1_000_000 || l.Weekly.Any(w => w.Key is < 1 or > 7 || w.Value is < 0 or > 1_000_000))) throw RuleViolation.Invalid("lines", "Weekdays are 1 (Monday) to 7 (Sunday), quantities and prices between 0 and 1,000,000.");
        (LocationId, Name, ValidFrom, ValidTo, OnHoliday, SchoolDaysOnly, IsActive, ChangedAt) = (locationId, d.Name.Trim(), d.ValidFrom, d.ValidTo, d.OnHoliday, d.SchoolDaysOnly, d.IsActive, now);
        Body = JsonSerializer.Serialize(d.Lines, Wire.Lenient);
    }

    public void End(DateTimeOffset now) => (IsActive, ChangedAt) = (false, now);

    public StandingException Except(Guid id, DateOnly date, Guid itemId, decimal quantity, string? note, DateTimeOffset now)
    {
        if (quantity is < 0 or > 1_000_000) throw RuleViolation.Invalid("quantity", "Between 0 and 1,000,000.");
        if (Lines.All(l => l.ItemId != itemId)) throw RuleViolation.Invalid("item_id", "The standing order has no such item.");
        exceptions.RemoveAll(e => e.Date == date && e.ItemId == itemId);
        var made = new StandingException(id, Id, date, itemId, quantity, note);
        exceptions.Add(made);
        ChangedAt = now;
        return made;
    }

    /// <summary>The pattern of one line, with its exceptions.</summary>
    public StandingPattern Pattern(StandingForm.Line line) => new(line.Weekly.ToDictionary(w => (DayOfWeek)(w.Key % 7), w => w.Value), ValidFrom, IsActive ? ValidTo : DateOnly.MinValue, OnHoliday,
        exceptions.Where(e => e.ItemId == line.ItemId).ToDictionary(e => e.Date, e => e.Quantity));
}

/// <summary>A one-off quantity on a date; 0 = nothing that day.</summary>
internal sealed class StandingException : ITenantOwned
{
    private StandingException() { }

    public StandingException(Guid id, Guid standingOrderId, DateOnly date, Guid itemId, decimal quantity, string? note) => (Id, StandingOrderId, Date, ItemId, Quantity, Note) = (id, standingOrderId, date, itemId, quantity, note);

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid StandingOrderId { get; private set; }
    public DateOnly Date { get; private set; }
    public Guid ItemId { get; private set; }
    public decimal Quantity { get; private set; }
    public string? Note { get; private set; }
}
