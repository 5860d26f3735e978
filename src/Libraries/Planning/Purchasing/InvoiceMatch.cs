namespace Bakery.Planning.Purchasing;

/// <summary>What the comparison of a line of an invoice with its order and its receipts found; the later value is the graver one.</summary>
public enum MatchResult
{
    /// <summary>Quantity and price are as ordered and received.</summary>
    Matched,

    /// <summary>Another price than ordered.</summary>
    PriceMismatch,

    /// <summary>More than was received and not yet invoiced.</summary>
    QuantityMismatch,

    /// <summary>Nobody ordered it.</summary>
    UnorderedItem,
}

/// <summary>A line as the supplier invoices it.</summary>
/// <param name="OrderLineId">The order line it is for, or null.</param>
/// <param name="Quantity">In the stock unit.</param>
/// <param name="UnitPrice">EUR net per stock unit.</param>
public sealed record InvoicedLine(Guid? OrderLineId, decimal Quantity, decimal UnitPrice);

/// <summary>What is known of an order line.</summary>
/// <param name="Received">Accepted, less what went back.</param>
/// <param name="InvoicedBefore">On earlier invoices.</param>
/// <param name="UnitPrice">Ordered price, EUR net per stock unit.</param>
public sealed record OrderedLine(decimal Received, decimal InvoicedBefore, decimal UnitPrice);

/// <summary>How far an invoice may differ.</summary>
/// <param name="PricePercent">Of the ordered price.</param>
/// <param name="PriceAmount">EUR per stock unit; the wider of the two counts.</param>
/// <param name="TotalAmount">EUR between the stated net and the sum of the lines.</param>
public sealed record MatchTolerance(decimal PricePercent = 1m, decimal PriceAmount = 0.02m, decimal TotalAmount = 0.05m);

/// <summary>The result of one line. Differences are invoiced minus agreed.</summary>
/// <param name="Result">What was found.</param>
/// <param name="QuantityDifference">Invoiced quantity beyond what was received and not yet invoiced, at least 0.</param>
/// <param name="PriceDifference">Invoiced less ordered price of a stock unit.</param>
/// <param name="Difference">EUR net: the line less its received quantity at the ordered price.</param>
public sealed record LineMatch(MatchResult Result, decimal QuantityDifference, decimal PriceDifference, decimal Difference);

/// <summary>Three-way match of order, receipt and invoice (operations.md 5.4).</summary>
/// <param name="Result">The gravest result of a line; a wrong sum counts as a price mismatch.</param>
/// <param name="Lines">In the order of the invoice.</param>
/// <param name="Difference">EUR net: invoiced net less the received quantities at ordered prices.</param>
/// <param name="SumDifference">EUR between the stated net and the sum of the lines, 0 within the tolerance.</param>
public sealed record InvoiceMatch(MatchResult Result, IReadOnlyList<LineMatch> Lines, decimal Difference, decimal SumDifference)
{
    /// <summary>Matches an invoice. An order line that appears twice is used up in the order of the invoice.</summary>
    /// <param name="invoiced">Lines of the invoice.</param>
    /// <param name="ordered">Order lines by id.</param>
    /// <param name="net">Stated net amount, EUR.</param>
    /// <param name="tolerance">How far it may differ.</param>
    public static InvoiceMatch Of(IReadOnlyList<InvoicedLine> invoiced, IReadOnlyDictionary<Guid, OrderedLine> ordered, decimal net, MatchTolerance tolerance)
    {
        var open = ordered.ToDictionary(line => line.Key, line => Math.Max(0m, line.Value.Received - line.Value.InvoicedBefore));
        var lines = invoiced.Select(line => Match(line, ordered, open, tolerance)).ToList();
        decimal sum = invoiced.Sum(line => Rounding.HalfAway(line.Quantity * line.UnitPrice, 2));
        decimal off = Math.Abs(net - sum) <= tolerance.TotalAmount ? 0m : net - sum;
        var worst = lines.Select(line => line.Result).Append(off == 0m ? MatchResult.Matched : MatchResult.PriceMismatch).Max();
        return new InvoiceMatch(worst, lines, lines.Sum(line => line.Difference) + off, off);
    }

    private static LineMatch Match(InvoicedLine line, IReadOnlyDictionary<Guid, OrderedLine> ordered, Dictionary<Guid, decimal> open, MatchTolerance tolerance)
    {
        decimal amount = Rounding.HalfAway(line.Quantity * line.UnitPrice, 2);
        if (line.OrderLineId is not { } id || !ordered.TryGetValue(id, out var known))
        {
            return new LineMatch(MatchResult.UnorderedItem, line.Quantity, 0m, amount);
        }

        decimal covered = Math.Min(line.Quantity, open[id]);
        open[id] -= covered;
        decimal price = line.UnitPrice - known.UnitPrice;
        decimal allowed = Math.Max(known.UnitPrice * tolerance.PricePercent / 100m, tolerance.PriceAmount);
        var result = line.Quantity - covered > Rounding.Tolerance ? MatchResult.QuantityMismatch
            : Math.Abs(price) > allowed ? MatchResult.PriceMismatch
            : MatchResult.Matched;
        return new LineMatch(result, line.Quantity - covered, price, amount - Rounding.HalfAway(covered * known.UnitPrice, 2));
    }
}
