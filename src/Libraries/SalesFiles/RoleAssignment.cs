namespace Bakery.SalesFiles;

/// <summary>Gives the columns their meanings, from header words where there are any and from content where there are none.</summary>
internal sealed class RoleAssignment
{
    private readonly ColumnProfile[] _columns;
    private readonly IReadOnlyList<string[]> _rows;
    private readonly bool _decimalComma;
    private readonly Dictionary<ColumnRole, (int Column, double Confidence)> _found = [];

    private RoleAssignment(ColumnProfile[] columns, IReadOnlyList<string[]> rows, bool decimalComma)
    {
        _columns = columns;
        _rows = rows;
        _decimalComma = decimalComma;
    }

    public IReadOnlyDictionary<ColumnRole, (int Column, double Confidence)> Found => _found;

    /// <summary>True: revenue is without tax and the tax column must be added.</summary>
    public bool TaxIsAdded { get; private set; }

    public Measure Measure { get; private set; } = Measure.Units;

    public static RoleAssignment Of(ColumnProfile[] columns, IReadOnlyList<string[]> rows, bool decimalComma)
    {
        var result = new RoleAssignment(columns, rows, decimalComma);
        result.FromWords();
        result.FromContent();
        result.ChooseRevenue();
        result.CheckPrice();
        result.ChooseMeasure();
        return result;
    }

    private void FromWords()
    {
        var candidates = new List<(ColumnRole Role, int Column, double Score)>();
        foreach (var column in _columns)
        {
            foreach (var (role, strength) in HeaderWords.Meanings(column.Header))
            {
                var score = strength * Fit(role, column);
                if (score > 0.2 && role != ColumnRole.Ignored)
                {
                    candidates.Add((role, column.Index, score));
                }
            }
        }

        // Strongest first; of equals the left one, and of equal amounts the larger (the one with tax).
        foreach (var (role, column, score) in candidates.OrderByDescending(c => c.Score).ThenByDescending(c => IsAmount(c.Role) ? _columns[c.Column].AbsoluteSum : 0).ThenBy(c => c.Column))
        {
            if (!_found.ContainsKey(role) && _found.Values.All(f => f.Column != column))
            {
                _found[role] = (column, Math.Min(1, score));
            }
        }
    }

    /// <summary>How well a column's content suits a meaning, 0 to 1.</summary>
    private static double Fit(ColumnRole role, ColumnProfile column)
    {
        if (column.Filled == 0)
        {
            return 0;
        }

        return role switch
        {
            ColumnRole.Date or ColumnRole.BusinessDay => column.DateShare >= 0.6 ? 1 : 0,
            ColumnRole.Time => column.TimeShare >= 0.6 ? 1 : 0,
            ColumnRole.Quantity or ColumnRole.UnitPrice or ColumnRole.Revenue or ColumnRole.NetRevenue or ColumnRole.Tax
                or ColumnRole.Discount => column.NumberShare >= 0.5 ? 1 : 0,
            ColumnRole.Product => column.DateShare > 0.5 || column.TimeShare > 0.5 ? 0 : column.TextShare >= 0.5 ? 1 : 0.4,
            ColumnRole.Location or ColumnRole.Channel => column.DateShare > 0.5 || (column.NumberShare > 0.5 && column.WholeShare < 1) ? 0 : 1,
            ColumnRole.Kind or ColumnRole.Status => column.TextShare >= 0.5 && column.Distinct <= 20 ? 1 : 0,
            ColumnRole.VoidFlag or ColumnRole.OpenFlag => column.Distinct <= 3 ? 1 : 0,
            ColumnRole.Receipt or ColumnRole.Sku => column.NumberShare > 0.5 && column.WholeShare < 0.9 ? 0 : 1,
            _ => 1,
        };
    }

    private void FromContent()
    {
        if (!Has(ColumnRole.Date) && !Has(ColumnRole.BusinessDay))
        {
            Give(ColumnRole.Date, Free().Where(c => c.DateShare >= 0.7).MaxBy(c => c.DateShare * c.Filled), 0.7);
        }

        if (!Has(ColumnRole.Time))
        {
            Give(ColumnRole.Time, Free().Where(c => c.TimeShare >= 0.8).MaxBy(c => c.Filled), 0.7);
        }

        if (!Has(ColumnRole.LineText) && Free().FirstOrDefault(LooksLikeLines) is { } lines && _found.GetValueOrDefault(ColumnRole.Product).Confidence < 0.9)
        {
            _found.Remove(ColumnRole.Product);
            Give(ColumnRole.LineText, lines, 0.9);
        }
        else if (Has(ColumnRole.Product) && LooksLikeLines(_columns[_found[ColumnRole.Product].Column]))
        {
            var column = _columns[_found[ColumnRole.Product].Column];
            _found.Remove(ColumnRole.Product);
            Give(ColumnRole.LineText, column, 0.9);
        }

        var named = _columns.Any(c => HeaderWords.Meanings(c.Header).Count > 0);
        if (!Has(ColumnRole.Product) && !Has(ColumnRole.LineText))
        {
            // Names come again and again; a text that is new in every row is a remark or an address.
            Give(
                ColumnRole.Product,
                Free().Where(c => c.TextShare >= 0.7 && c.Filled >= _rows.Count * 0.5 && c.Distinct <= Math.Max(3, c.Filled * 0.8) && (!named || IsPlain(c)))
                    .MaxBy(c => c.Distinct),
                0.6);
        }

        if (!named)
        {
            NumbersWithoutNames();
        }
    }

    // In a file with headers an unknown word is not taken for the product when it can only be something else.
    private static bool IsPlain(ColumnProfile column) => column.Distinct > 1 && HeaderWords.Meanings(column.Header).All(m => m.Role != ColumnRole.Ignored);

    /// <summary>Columns without a header: pieces × price = money tells which is which.</summary>
    private void NumbersWithoutNames()
    {
        var numeric = Free().Where(c => c.NumberShare >= 0.8).ToList();
        foreach (var q in numeric)
        {
            foreach (var p in numeric.Where(p => p != q))
            {
                foreach (var r in numeric.Where(r => r != q && r != p))
                {
                    if (q.WholeShare >= p.WholeShare && ShareOfRows(q.Index, p.Index, r.Index, (a, b, c) => Math.Abs(a * b - c) <= 0.02m) >= 0.8)
                    {
                        Give(ColumnRole.Quantity, q, 0.8);
                        Give(ColumnRole.UnitPrice, p, 0.8);
                        Give(ColumnRole.Revenue, r, 0.8);
                        return;
                    }
                }
            }
        }

        var whole = numeric.Where(c => c.WholeShare >= 0.95 && c.AbsoluteSum > 0).ToList();
        var quantity = whole.Where(c => c.Distinct > 1).MinBy(c => c.Distinct) ?? whole.FirstOrDefault();
        var money = numeric.Where(c => c != quantity && c.WholeShare < 0.95).MaxBy(c => c.AbsoluteSum);
        Give(ColumnRole.Quantity, quantity, 0.6);
        Give(ColumnRole.Revenue, money, 0.5);
    }

    private void ChooseRevenue()
    {
        if (!Has(ColumnRole.Revenue) && _found.Remove(ColumnRole.NetRevenue, out var net))
        {
            _found[ColumnRole.Revenue] = net;
        }

        if (!_found.TryGetValue(ColumnRole.Revenue, out var revenue) || !_found.TryGetValue(ColumnRole.Tax, out var tax))
        {
            return;
        }

        // A gross column that is the chosen one plus tax is the better one.
        foreach (var other in _columns.Where(c => c.Index != revenue.Column && c.NumberShare >= 0.5 && c.AbsoluteSum > _columns[revenue.Column].AbsoluteSum
            && HeaderWords.Meanings(c.Header).Any(m => m.Role == ColumnRole.Revenue)))
        {
            if (ShareOfRows(revenue.Column, tax.Column, other.Index, (a, b, c) => Math.Abs(a + b - c) <= 0.011m) >= 0.9)
            {
                _found[ColumnRole.NetRevenue] = revenue;
                _found[ColumnRole.Revenue] = (other.Index, revenue.Confidence);
                return;
            }
        }

        var hasGrossName = HeaderWords.Meanings(_columns[revenue.Column].Header).Any(m => m is { Role: ColumnRole.Revenue, Strength: >= 1.25 });
        TaxIsAdded = !hasGrossName && TaxLiesOnTop(revenue.Column, tax.Column);
    }

    /// <summary>Usual rates decide whether tax is inside the amount (9.09 of 100 at 10 %) or on top of it (10 of 100).</summary>
    private bool TaxLiesOnTop(int amountColumn, int taxColumn)
    {
        ReadOnlySpan<decimal> rates = [0.04m, 0.10m, 0.21m, 0.055m, 0.20m, 0.07m, 0.19m, 0.05m, 0.25m];
        int inside = 0, onTop = 0;
        foreach (var row in _rows)
        {
            if (!Number(row, amountColumn, out var amount) || !Number(row, taxColumn, out var tax) || tax == 0 || Math.Abs(amount) < 1.5m)
            {
                continue;
            }

            decimal bestInside = 1, bestOnTop = 1;
            foreach (var rate in rates)
            {
                bestInside = Math.Min(bestInside, Math.Abs(amount * rate / (1 + rate) - tax));
                bestOnTop = Math.Min(bestOnTop, Math.Abs(amount * rate - tax));
            }

            inside += bestInside < bestOnTop ? 1 : 0;
            onTop += bestOnTop < bestInside ? 1 : 0;
        }

        return onTop > inside;
    }

    /// <summary>A "price" that is the money of the whole line is not the price of a piece.</summary>
    private void CheckPrice()
    {
        if (!_found.TryGetValue(ColumnRole.UnitPrice, out var price) || !_found.TryGetValue(ColumnRole.Quantity, out var quantity)
            || !_found.TryGetValue(ColumnRole.Revenue, out var revenue))
        {
            return;
        }

        int perPiece = 0, perLine = 0;
        foreach (var row in _rows)
        {
            if (Number(row, price.Column, out var p) && Number(row, quantity.Column, out var q) && Number(row, revenue.Column, out var r)
                && Math.Abs(q) != 1 && p != 0 && r != 0)
            {
                perPiece += Math.Abs(Math.Abs(p * q) - Math.Abs(r)) < Math.Abs(Math.Abs(p) - Math.Abs(r)) ? 1 : 0;
                perLine += Math.Abs(Math.Abs(p) - Math.Abs(r)) < Math.Abs(Math.Abs(p * q) - Math.Abs(r)) ? 1 : 0;
            }
        }

        if (perLine > perPiece)
        {
            _found.Remove(ColumnRole.UnitPrice);
        }
    }

    private void ChooseMeasure()
    {
        var hasPrice = _found.TryGetValue(ColumnRole.UnitPrice, out var price);
        if (_found.TryGetValue(ColumnRole.Quantity, out var quantity))
        {
            // A vague name beside a price may hold money: then money / price is whole and the column is not.
            if (quantity.Confidence < 0.6 && hasPrice && !Has(ColumnRole.Revenue) && IsMoney(quantity.Column, price.Column))
            {
                _found.Remove(ColumnRole.Quantity);
                _found[ColumnRole.Revenue] = (quantity.Column, 0.95);
                Measure = Measure.UnitsFromMoney;
            }

            return;
        }

        if (Has(ColumnRole.LineText))
        {
            return;
        }

        if (_found.TryGetValue(ColumnRole.Revenue, out var revenue))
        {
            Measure = hasPrice && _columns[price.Column].AbsoluteSum > 0 && revenue.Column != price.Column ? Measure.UnitsFromMoney : Measure.Money;
            return;
        }

        Measure = Measure.RowCount;
    }

    private bool IsMoney(int column, int priceColumn)
    {
        int rows = 0, whole = 0, fractional = 0, notOne = 0;
        foreach (var row in _rows)
        {
            if (Number(row, column, out var value) && Number(row, priceColumn, out var price) && value > 0 && price > 0)
            {
                var pieces = value / price;
                rows++;
                whole += Math.Abs(pieces - Math.Round(pieces)) < 0.02m ? 1 : 0;
                fractional += value != decimal.Truncate(value) ? 1 : 0;
                notOne += price != 1 ? 1 : 0;
            }
        }

        return rows > 0 && whole >= 0.9 * rows && notOne > 0 && (fractional > 0.05 * rows || whole == rows);
    }

    private double ShareOfRows(int a, int b, int c, Func<decimal, decimal, decimal, bool> holds)
    {
        int rows = 0, fits = 0;
        foreach (var row in _rows)
        {
            if (Number(row, a, out var x) && Number(row, b, out var y) && Number(row, c, out var z))
            {
                rows++;
                fits += holds(x, y, z) ? 1 : 0;
            }
        }

        return rows == 0 ? 0 : (double)fits / rows;
    }

    private bool LooksLikeLines(ColumnProfile column)
    {
        int filled = 0, lines = 0;
        foreach (var row in _rows)
        {
            var cell = column.Index < row.Length ? row[column.Index] : "";
            if (cell.Length > 0)
            {
                filled++;
                lines += TicketText.LooksLike(cell) ? 1 : 0;
            }
        }

        return filled > 0 && lines >= 0.9 * filled;
    }

    private bool Number(string[] row, int column, out decimal value)
    {
        value = 0;
        return column < row.Length && Numbers.TryParse(row[column], _decimalComma, out value);
    }

    private bool Has(ColumnRole role) => _found.ContainsKey(role);

    private IEnumerable<ColumnProfile> Free() => _columns.Where(c => c.Filled > 0 && _found.Values.All(f => f.Column != c.Index));

    private void Give(ColumnRole role, ColumnProfile? column, double confidence)
    {
        if (column is not null && !Has(role))
        {
            _found[role] = (column.Index, confidence);
        }
    }

    private static bool IsAmount(ColumnRole role) => role is ColumnRole.Revenue or ColumnRole.NetRevenue;
}
