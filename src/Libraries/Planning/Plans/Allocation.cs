namespace Bakery.Planning.Plans;

/// <summary>A shop that wants pieces.</summary>
/// <param name="LocationId">The shop.</param>
/// <param name="Quantity">Its planned quantity.</param>
/// <param name="DayOld">Its counted day-old pieces.</param>
/// <param name="Mean">Its forecast mean; divides a surplus.</param>
public sealed record ShopWish(Guid LocationId, int Quantity, int DayOld, decimal Mean)
{
    /// <summary>Pieces it needs after its day-old stock.</summary>
    public int Need => Math.Max(0, Quantity - DayOld);
}

/// <summary>An order line that wants pieces.</summary>
public sealed record CustomerWish(Guid OrderId, int Quantity);

/// <summary>Who gets how many of the baked pieces.</summary>
/// <param name="Customers">Pieces per order.</param>
/// <param name="Shops">Pieces per shop.</param>
/// <param name="Surplus">Pieces above all wishes; negative for a shortage.</param>
public sealed record Allocated(IReadOnlyDictionary<Guid, int> Customers, IReadOnlyDictionary<Guid, int> Shops, int Surplus);

/// <summary>Divides baked pieces between customers and shops by largest remainder; nothing is lost or invented.</summary>
public static class Allocation
{
    /// <summary>
    /// Customers first: orders are served in full as long as pieces last. A surplus over the shop needs follows the forecast
    /// means, a shortage is taken off in proportion to the shop needs. Without customers first a shortage hits everyone alike.
    /// Pieces that nobody can take (no shop) stay unallocated.
    /// </summary>
    public static Allocated Divide(int baked, IReadOnlyList<CustomerWish> customers, IReadOnlyList<ShopWish> shops, bool customersFirst = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(baked);
        int ordered = customers.Sum(wish => wish.Quantity);
        int needed = shops.Sum(wish => wish.Need);
        int surplus = baked - ordered - needed;
        int forCustomers = Math.Min(ordered, baked);
        if (!customersFirst && surplus < 0)
        {
            int[] sides = LargestRemainder.Split(baked, [ordered, needed]);
            forCustomers = Math.Min(sides[0], ordered);
        }

        return new Allocated(
            Shares(customers, wish => wish.OrderId, Cut([.. customers.Select(wish => wish.Quantity)], forCustomers)),
            Shares(shops, wish => wish.LocationId, ForShops(baked - forCustomers, shops)),
            surplus);
    }

    private static int[] ForShops(int available, IReadOnlyList<ShopWish> shops)
    {
        int[] needs = [.. shops.Select(wish => wish.Need)];
        int surplus = available - needs.Sum();
        if (surplus <= 0 || shops.Count == 0)
        {
            return Cut(needs, available);
        }

        int[] extra = LargestRemainder.Split(surplus, [.. shops.Select(wish => wish.Mean)]);
        return [.. needs.Select((need, i) => need + extra[i])];
    }

    private static int[] Cut(int[] wishes, int available)
    {
        int shortage = wishes.Sum() - available;
        if (shortage <= 0)
        {
            return wishes;
        }

        int[] cuts = LargestRemainder.Split(shortage, [.. wishes.Select(wish => (decimal)wish)]);
        return [.. wishes.Select((wish, i) => wish - cuts[i])];
    }

    private static Dictionary<Guid, int> Shares<T>(IReadOnlyList<T> wishes, Func<T, Guid> key, int[] shares) =>
        wishes.Select((wish, i) => (Key: key(wish), Share: shares[i]))
            .GroupBy(part => part.Key)
            .ToDictionary(group => group.Key, group => group.Sum(part => part.Share));
}
