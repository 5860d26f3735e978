using Bakery.Forecast;
using Bakery.SalesFiles;

namespace Bakery.Host.Cli;

/// <summary>The daily series of one product (at one location, when the file knows several).</summary>
/// <param name="Name">Product, with its location where needed.</param>
/// <param name="Series">Demand from the first sale to the last day of the file.</param>
/// <param name="Total">Sum of quantities.</param>
/// <param name="Price">Usual price of a piece, EUR, or null.</param>
/// <param name="IsDiscontinued">Nothing sold in the last 28 open days.</param>
internal sealed record ProductHistory(string Name, DemandSeries Series, decimal Total, decimal? Price, bool IsDiscontinued);

/// <summary>A sales file as daily series.</summary>
internal sealed class SalesHistory
{
    private const int Window = 28;

    private SalesHistory(Layout layout, IReadOnlyDictionary<string, int> skipped)
    {
        Layout = layout;
        Skipped = skipped;
    }

    public Layout Layout { get; }

    public IReadOnlyDictionary<string, int> Skipped { get; }

    public int Rows { get; private set; }

    public List<RowError> Errors { get; } = [];

    public int ErrorCount { get; private set; }

    public DateOnly First { get; private set; }

    public DateOnly Last { get; private set; }

    /// <summary>Days inside the history on which nothing was sold at all.</summary>
    public int ClosedDays { get; private set; }

    /// <summary>A last day that looks unfinished and was left out.</summary>
    public DateOnly? LeftOut { get; private set; }

    public IReadOnlyList<ProductHistory> Products { get; private set; } = [];

    /// <summary>Weekdays on which the shop has been closed in all recent weeks.</summary>
    public IReadOnlySet<DayOfWeek> ClosedWeekdays { get; private set; } = new HashSet<DayOfWeek>();

    public static SalesHistory Read(string path, CancellationToken ct)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"There is no file '{path}'.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' is a folder or may not be read.");
        }

        using var reader = SalesFileReader.Open(stream);
        var history = new SalesHistory(reader.Layout, reader.Skipped.ByReason);
        var collected = new Dictionary<(string Product, string Location), Collected>();
        foreach (var row in reader.Rows(history.Note))
        {
            if ((++history.Rows & 0xFFFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            var key = (row.Product, row.Location ?? "");
            if (!collected.TryGetValue(key, out var product))
            {
                collected[key] = product = new Collected();
            }

            product.Add(row);
        }

        if (history.Rows == 0)
        {
            throw new SalesFileException(
                SalesFileCodes.FileUnreadable,
                history.ErrorCount > 0 ? $"Not one row could be read; row {history.Errors[0].Row}: {history.Errors[0].Code} '{history.Errors[0].Value}' in {history.Errors[0].Column}." : "The file holds no sales.",
                "Look at the columns listed by --help and at the first rows of the file.");
        }

        var finished = new SalesHistory(reader.Layout, reader.Skipped.ByReason) { Rows = history.Rows, ErrorCount = history.ErrorCount };
        finished.Errors.AddRange(history.Errors);
        finished.Build(collected);
        return finished;
    }

    private void Note(RowError error)
    {
        ErrorCount++;
        if (Errors.Count < 10)
        {
            Errors.Add(error);
        }
    }

    private void Build(Dictionary<(string Product, string Location), Collected> collected)
    {
        var locations = collected.Keys.Select(k => k.Location).Distinct().ToList();
        var groups = locations.Count is > 1 and <= 30
            ? collected.Select(c => (Name: $"{c.Key.Product} @ {(c.Key.Location.Length == 0 ? "?" : c.Key.Location)}", Data: c.Value))
            : collected.GroupBy(c => c.Key.Product).Select(g => (Name: g.Key, Data: Collected.Sum(g.Select(c => c.Value))));
        var products = groups.Where(p => p.Data.Days.Count > 0).OrderByDescending(p => p.Data.Total).ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        var totals = new SortedDictionary<DateOnly, decimal>();
        foreach (var (date, quantity) in products.SelectMany(p => p.Data.Days))
        {
            totals[date] = totals.GetValueOrDefault(date) + quantity;
        }

        First = totals.First(t => t.Value != 0).Key;
        Last = totals.Last(t => t.Value != 0).Key;
        LeaveOutUnfinishedDay(totals);
        var open = totals.Where(t => t.Value != 0 && t.Key <= Last).Select(t => t.Key).ToHashSet();
        ClosedDays = Last.DayNumber - First.DayNumber + 1 - open.Count;
        ClosedWeekdays = Enum.GetValues<DayOfWeek>().Where(weekday => IsClosed(weekday, open)).ToHashSet();
        Products = [.. products.Select(p => Product(p.Name, p.Data, open)).OfType<ProductHistory>()];
    }

    private void LeaveOutUnfinishedDay(SortedDictionary<DateOnly, decimal> totals)
    {
        var same = Enumerable.Range(1, 4).Select(w => totals.GetValueOrDefault(Last.AddDays(-7 * w))).Where(t => t > 0).ToList();
        var hasTimes = Layout.Column(ColumnRole.Time) is not null || Layout.Format != FileFormat.Text;
        if (hasTimes && same.Count >= 3 && totals[Last] < 0.3m * same.Average())
        {
            LeftOut = Last;
            Last = totals.Last(t => t.Key < LeftOut && t.Value != 0).Key;
        }
    }

    private bool IsClosed(DayOfWeek weekday, HashSet<DateOnly> open)
    {
        var days = Enumerable.Range(0, 2 * Window).Select(i => Last.AddDays(-i)).Where(d => d >= First && d.DayOfWeek == weekday).ToList();
        return days.Count >= 3 && days.All(d => !open.Contains(d));
    }

    private ProductHistory? Product(string name, Collected data, HashSet<DateOnly> open)
    {
        var sold = data.Days.Where(d => d.Value > 0 && d.Key <= Last).Select(d => d.Key).ToList();
        if (sold.Count == 0)
        {
            return null;
        }

        var first = sold.Min();
        var days = new List<SeriesDay>();
        for (var date = first; date <= Last; date = date.AddDays(1))
        {
            days.Add(new SeriesDay(date, (double)data.Days.GetValueOrDefault(date), open.Contains(date) && !data.Closed.Contains(date)));
        }

        var series = DemandSeries.From(days);
        var recent = series.Last(2 * Window).OpenValues();
        var isGone = recent.Count > 0 && recent.Skip(Math.Max(0, recent.Count - Window)).All(v => v == 0);
        return new ProductHistory(name, series, data.Total, data.Price, isGone);
    }

    private sealed class Collected
    {
        public Dictionary<DateOnly, decimal> Days { get; } = [];

        public HashSet<DateOnly> Closed { get; } = [];

        public decimal Total { get; private set; }

        public decimal? Price { get; private set; }

        public void Add(SalesRow row)
        {
            if (!row.IsOpen)
            {
                Closed.Add(row.BusinessDay);
                return;
            }

            Days[row.BusinessDay] = Days.GetValueOrDefault(row.BusinessDay) + row.Quantity;
            Total += row.Quantity;
            Price = row.UnitPrice is > 0 ? row.UnitPrice : row is { Revenue: > 0, Quantity: > 0 } && Price is null ? row.Revenue / row.Quantity : Price;
        }

        public static Collected Sum(IEnumerable<Collected> parts)
        {
            var list = parts.ToList();
            if (list.Count == 1)
            {
                return list[0];
            }

            var sum = new Collected();
            foreach (var part in list)
            {
                foreach (var (date, quantity) in part.Days)
                {
                    sum.Days[date] = sum.Days.GetValueOrDefault(date) + quantity;
                }

                sum.Total += part.Total;
                sum.Price ??= part.Price;
                sum.Closed.UnionWith(part.Closed);
            }

            return sum;
        }
    }
}
