using Bakery.SalesFiles.Sources;

namespace Bakery.SalesFiles;

/// <summary>Turns rows of text into sales by a layout.</summary>
internal sealed class RowParser
{
    private readonly Layout _layout;
    private readonly SalesFileOptions _options;
    private readonly SkippedRows _skipped;
    private readonly Action<RowError> _onError;
    private readonly TimeZoneInfo? _zone;
    private readonly Dictionary<ColumnRole, int> _at;
    private readonly int _date;
    private readonly bool _isBusinessDay;
    private readonly Dictionary<string, decimal> _lastPrices = new(StringComparer.Ordinal);
    private string _lastDateText = "";
    private WrittenDate _lastDate;
    private readonly (int Column, DateOnly Date)[] _days;

    public RowParser(Layout layout, SalesFileOptions options, SkippedRows skipped, Action<RowError> onError)
    {
        _layout = layout;
        _options = options;
        _skipped = skipped;
        _onError = onError;
        TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _zone);
        _at = layout.Columns.Where(c => c.Role != ColumnRole.Ignored).GroupBy(c => c.Role).ToDictionary(g => g.Key, g => g.First().Index);
        _isBusinessDay = _at.ContainsKey(ColumnRole.BusinessDay);
        _date = _isBusinessDay ? _at[ColumnRole.BusinessDay] : _at.GetValueOrDefault(ColumnRole.Date, -1);
        _days = layout.Shape != TableShape.DaysAcross ? [] :
            [.. layout.Columns.Where(c => c.Role == ColumnRole.Quantity)
                .Select(c => (c.Index, Dates.TryParse(c.Name, layout.DateOrder, out var d) ? d.Date : default)).Where(c => c.Item2 != default)];
    }

    public bool IsHeader(string[] cells, string[] header)
    {
        if (cells.Length == 0 || header.Length == 0 || _layout.HeaderRow == 0)
        {
            return false;
        }

        for (var i = 0; i < cells.Length; i++)
        {
            if (i >= header.Length || (!cells[i].AsSpan().Trim().SequenceEqual(header[i]) && !(cells[i].Length == 0 && header[i].StartsWith("column ", StringComparison.Ordinal))))
            {
                return false;
            }
        }

        _skipped.Add("repeated_header");
        return true;
    }

    public IEnumerable<SalesRow> Parse(RawRow row)
    {
        if (row.Cells.All(c => c.Length == 0))
        {
            _skipped.Add("empty");
            return [];
        }

        return _layout.Shape switch
        {
            TableShape.DaysAcross => DaysAcross(row),
            TableShape.ProductsAcross => ProductsAcross(row),
            _ => Long(row),
        };
    }

    private IEnumerable<SalesRow> DaysAcross(RawRow row)
    {
        var product = row.Cell(_at[ColumnRole.Product]).Trim();
        if (product.Length == 0 || RowWords.IsTotal(product))
        {
            _skipped.Add("total");
            yield break;
        }

        foreach (var (column, date) in _days)
        {
            if (row.Cell(column).Trim() is { Length: > 0 } text && Quantity(row, column, text) is { } quantity && IsPast(row, date))
            {
                yield return new SalesRow { Row = row.Number, Product = product, BusinessDay = date, Quantity = quantity };
            }
        }
    }

    private IEnumerable<SalesRow> ProductsAcross(RawRow row)
    {
        if (row.Cell(_date).Trim() is "" || RowWords.IsTotal(row.Cell(_date)))
        {
            _skipped.Add("total");
            yield break;
        }

        if (!ReadDate(row, out var date) || !IsPast(row, date.Date))
        {
            yield break;
        }

        foreach (var column in _layout.Columns)
        {
            if (column.Role == ColumnRole.Quantity && row.Cell(column.Index).Trim() is { Length: > 0 } text
                && Quantity(row, column.Index, text) is { } quantity)
            {
                yield return new SalesRow { Row = row.Number, Product = column.Name, BusinessDay = date.Date, Quantity = quantity };
            }
        }
    }

    private decimal? Quantity(RawRow row, int column, string text)
    {
        if (Numbers.TryParse(text, _layout.DecimalComma, out var value))
        {
            return value;
        }

        if (text is not ("-" or "–"))
        {
            Error(row, column, SalesFileCodes.BadNumber);
        }

        return null;
    }

    private IEnumerable<SalesRow> Long(RawRow row)
    {
        if (Reason(row) is { } reason)
        {
            _skipped.Add(reason);
            return [];
        }

        if (!ReadDate(row, out var written))
        {
            return [];
        }

        var (businessDay, soldAt) = DayOf(row, written);
        if (!IsPast(row, businessDay))
        {
            return [];
        }

        if (Text(row, ColumnRole.OpenFlag) is { } open && RowWords.IsNo(open))
        {
            return [Build(row, Name(row), businessDay, null, 0, null, null, null) with { IsOpen = false }];
        }

        if (!Money(row, ColumnRole.Quantity, out var quantity) || !Money(row, ColumnRole.UnitPrice, out var price)
            || !Money(row, ColumnRole.Revenue, out var revenue) || !Money(row, ColumnRole.Discount, out var discount)
            || !Money(row, ColumnRole.Tax, out var tax))
        {
            return [];
        }

        revenue = _layout.TaxIsAdded && revenue is not null ? revenue + (tax ?? 0) : revenue;
        if (_at.TryGetValue(ColumnRole.LineText, out var lines))
        {
            return Ticket(row, row.Cell(lines), businessDay, soldAt, revenue);
        }

        var pieces = _layout.Measure switch
        {
            Measure.Units => quantity,
            Measure.UnitsFromMoney => Pieces(Name(row), revenue, price),
            Measure.Money => revenue,
            _ => 1,
        };
        if (pieces is null)
        {
            // A blank quantity in a row with a day and a name is a hole, not a zero.
            Error(row, _at.GetValueOrDefault(_layout.Measure == Measure.Units ? ColumnRole.Quantity : ColumnRole.UnitPrice, _date), SalesFileCodes.BadNumber);
            return [];
        }

        var isRefund = RowWords.IsRefund(Text(row, ColumnRole.Kind)) || revenue < 0;
        if (isRefund && pieces > 0)
        {
            pieces = -pieces;
        }

        if (isRefund && revenue > 0)
        {
            revenue = -revenue;
        }

        return [Build(row, Name(row), businessDay, soldAt, decimal.Round(pieces.Value, 4, MidpointRounding.AwayFromZero), price, revenue, discount)];
    }

    /// <summary>Money / price; where a row lacks its price, the product's last one counts.</summary>
    private decimal? Pieces(string product, decimal? revenue, decimal? price)
    {
        if (price is > 0)
        {
            _lastPrices[product] = price.Value;
        }

        // Nothing taken at no price is nothing sold.
        return revenue is null ? null : revenue == 0 ? 0 : _lastPrices.TryGetValue(product, out var known) ? revenue / known : null;
    }

    private IEnumerable<SalesRow> Ticket(RawRow row, string text, DateOnly day, DateTime? soldAt, decimal? revenue)
    {
        var parts = TicketText.Split(text);
        var total = parts.Sum(p => p.Quantity);
        var sign = RowWords.IsRefund(Text(row, ColumnRole.Kind)) || revenue < 0 ? -1 : 1;
        var left = revenue;
        for (var i = 0; i < parts.Count; i++)
        {
            // The last line takes what rounding left, so that the ticket's total stays.
            decimal? share = revenue is null || total == 0 ? null
                : i == parts.Count - 1 ? left
                : decimal.Round(revenue.Value * parts[i].Quantity / total, 2, MidpointRounding.AwayFromZero);
            left -= share ?? 0;
            yield return Build(row, parts[i].Product, day, soldAt, sign * parts[i].Quantity, null, share, null);
        }
    }

    /// <summary>Why a row is no sale, or null.</summary>
    private string? Reason(RawRow row)
    {
        var filled = row.Cells.Count(c => c.Length > 0);
        var product = _at.TryGetValue(ColumnRole.Product, out var column) ? row.Cell(column) : "";
        var hasDate = _date >= 0 && row.Cell(_date).Trim().Length > 0 && !RowWords.IsTotal(row.Cell(_date));
        if (RowWords.IsCancelled(Text(row, ColumnRole.Status)) || RowWords.IsCancelled(Text(row, ColumnRole.Kind))
            || (Text(row, ColumnRole.VoidFlag) is { } flag && RowWords.IsYes(flag)))
        {
            return "voided";
        }

        if (product.Contains('*') && RowWords.MentionsCancelling(product))
        {
            return "voided";
        }

        if (filled <= 1 && _at.Count > 1)
        {
            return row.Cells.Any(RowWords.IsTotal) ? "total" : "note";
        }

        if (!hasDate)
        {
            if (row.Cells.Any(RowWords.IsTotal))
            {
                return "total";
            }

            if (_date >= 0 && product.TrimStart().StartsWith('+'))
            {
                return "modifier";
            }
        }

        return product.Length > 0 && RowWords.IsNothing(product) ? "no_product" : null;
    }

    private string Name(RawRow row)
    {
        var name = Text(row, ColumnRole.Product) ?? Text(row, ColumnRole.Sku);
        return name ?? (_at.ContainsKey(ColumnRole.Product) ? "?" : "Total");
    }

    private SalesRow Build(
        RawRow row, string product, DateOnly day, DateTime? soldAt, decimal quantity, decimal? price, decimal? revenue, decimal? discount) => new()
        {
            Row = row.Number,
            Product = product.Length > 200 ? product[..200] : product,
            Sku = Text(row, ColumnRole.Sku),
            BusinessDay = day,
            SoldAt = soldAt,
            Quantity = quantity,
            UnitPrice = price,
            Revenue = revenue,
            Discount = discount,
            Location = Text(row, ColumnRole.Location),
            Channel = Text(row, ColumnRole.Channel),
            Receipt = Text(row, ColumnRole.Receipt),
        };

    private bool ReadDate(RawRow row, out WrittenDate date)
    {
        if (_date < 0)
        {
            date = new WrittenDate(_layout.FixedDate ?? default, null, null);
            return true;
        }

        var text = row.Cell(_date);
        if (text.Length > 0 && (ReferenceEquals(text, _lastDateText) || text == _lastDateText))
        {
            date = _lastDate;
            return true;
        }

        if (!Dates.TryParse(text, _layout.DateOrder, out date))
        {
            Error(row, _date, SalesFileCodes.BadDate);
            return false;
        }

        (_lastDateText, _lastDate) = (text, date);
        return true;
    }

    private (DateOnly Day, DateTime? SoldAt) DayOf(RawRow row, WrittenDate written)
    {
        var time = written.Time;
        var own = written;
        if (_isBusinessDay && _at.TryGetValue(ColumnRole.Date, out var moment) && Dates.TryParse(row.Cell(moment), _layout.DateOrder, out own))
        {
            time = own.Time;
        }

        if (time is null && _at.TryGetValue(ColumnRole.Time, out var clock) && Dates.TryParseTime(row.Cell(clock), out var read))
        {
            time = read;
        }

        if (time is null)
        {
            return (written.Date, null);
        }

        var local = (own.Date == default ? written.Date : own.Date).ToDateTime(time.Value);
        if (own.Offset is { } offset && _zone is not null)
        {
            local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(local.AddMinutes(-offset), DateTimeKind.Utc), _zone);
        }

        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return (_isBusinessDay ? written.Date : DateOnly.FromDateTime(local.AddHours(-_options.CutoffHour)), local);
    }

    private bool IsPast(RawRow row, DateOnly day)
    {
        if (_options.Today is { } today && day > today)
        {
            _onError(new RowError(row.Number, _date >= 0 ? _layout.Columns[_date].Name : "date", SalesFileCodes.FutureDate, day.ToString("yyyy-MM-dd", null)));
            return false;
        }

        return true;
    }

    private bool Money(RawRow row, ColumnRole role, out decimal? value)
    {
        value = null;
        if (!_at.TryGetValue(role, out var column) || row.Cell(column) is not { Length: > 0 } text || string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (Numbers.TryParse(text, _layout.DecimalComma, out var number))
        {
            value = number;
            return true;
        }

        Error(row, column, SalesFileCodes.BadNumber);
        return false;
    }

    private string? Text(RawRow row, ColumnRole role)
    {
        if (!_at.TryGetValue(role, out var column) || row.Cell(column) is not { Length: > 0 } text)
        {
            return null;
        }

        var trimmed = char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? text.Trim() : text;
        return trimmed.Length == 0 ? null : trimmed;
    }

    private void Error(RawRow row, int column, string code)
    {
        var value = row.Cell(column);
        var name = column >= 0 && column < _layout.Columns.Count ? _layout.Columns[column].Name : "";
        _onError(new RowError(row.Number, name, code, value.Length > 80 ? value[..80] : value));
    }
}
