using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Kernel.Http;

/// <summary>The query parameters of every list: <c>[AsParameters] PageRequest page</c>.</summary>
public sealed record PageRequest
{
    /// <summary>Rows wanted, 1–200 (default 50).</summary>
    [FromQuery(Name = "limit")] public int? Limit { get; init; }

    /// <summary><c>next_cursor</c> of the page before.</summary>
    [FromQuery(Name = "cursor")] public string? Cursor { get; init; }

    /// <summary>Field names, a minus in front for descending.</summary>
    [FromQuery(Name = "sort")] public string? Sort { get; init; }

    /// <summary>Search in names and numbers.</summary>
    [FromQuery(Name = "q")] public string? Q { get; init; }
}

/// <summary>One page of a list; <c>total</c> is null above 10,000.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, int? Total, string? NextCursor);

/// <summary>The sortable fields of a list, all backed by an index and never null, and the tie-breaker.</summary>
public sealed class Sorting<T>(Expression<Func<T, Guid>> id, string standard)
{
    private readonly Dictionary<string, LambdaExpression> fields = [];

    public Sorting<T> By<TKey>(string name, Expression<Func<T, TKey>> key)
    {
        fields[name] = key;
        return this;
    }

    internal IReadOnlyList<(LambdaExpression Key, bool Descending)> Of(string? sort)
    {
        var parts = (string.IsNullOrWhiteSpace(sort) ? standard : sort).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(4)
            .Select(p => (Name: p.TrimStart('-'), Descending: p.StartsWith('-')))
            .Select(p => fields.TryGetValue(p.Name, out var key)
                ? (key, p.Descending)
                : throw RuleViolation.Invalid("sort", $"'{p.Name}' is not sortable. Sortable: {string.Join(", ", fields.Keys)}.")).ToList();
        // The tie-breaker runs in the direction of the first field, so one index serves both.
        parts.Add((id, parts.Count > 0 && parts[0].Descending));
        return parts;
    }
}

/// <summary>Keyset paging: a page costs the same however deep it lies.</summary>
public static class Paging
{
    private const int CountLimit = 10_000;

    // Found once: looking methods up by name costs more than the rest of building a query.
    private static readonly MethodInfo Count = Definition(q => q.Count());
    private static readonly Dictionary<(bool Then, bool Descending), MethodInfo> Orders = new()
    {
        [(false, false)] = Definition(q => q.OrderBy(x => x)), [(false, true)] = Definition(q => q.OrderByDescending(x => x)),
        [(true, false)] = Definition(q => q.OrderBy(x => x).ThenBy(x => x)), [(true, true)] = Definition(q => q.OrderBy(x => x).ThenByDescending(x => x)),
    };

    private static MethodInfo Definition(Expression<Func<IQueryable<object>, object>> call) => ((MethodCallExpression)(call.Body is UnaryExpression boxed ? boxed.Operand : call.Body)).Method.GetGenericMethodDefinition();

    /// <summary>Reads one page in the asked order, projected to the answer. Throws <c>validation_failed</c> on a bad limit, cursor or sort.</summary>
    public static async Task<Page<TOut>> ToPage<T, TOut>(this IQueryable<T> source, PageRequest page, Sorting<T> sorting, Expression<Func<T, TOut>> project, CancellationToken ct)
    {
        var limit = page.Limit ?? 50;
        if (limit is < 1 or > 200) throw RuleViolation.Invalid("limit", "Between 1 and 200.");
        var order = sorting.Of(page.Sort);
        var first = string.IsNullOrEmpty(page.Cursor);
        var query = first ? source : source.Where(After<T>(order, Decode(page.Cursor!, order)));
        // The total rides along as a subquery that PostgreSQL evaluates once: one round trip for a page. Only a page without rows says nothing about it.
        var rows = await Ordered(query, order).Take(limit + 1).Select(WithKeys(source, project, order)).ToListAsync(ct);
        var total = rows.Count > 0 ? rows[0].Total : first ? 0 : await source.Take(CountLimit + 1).CountAsync(ct);
        var more = rows.Count > limit;
        return new Page<TOut>([.. rows.Take(limit).Select(r => r.Item)], total > CountLimit ? null : total, more ? Encode(rows[limit - 1].Keys) : null);
    }

    private static IQueryable<T> Ordered<T>(IQueryable<T> query, IReadOnlyList<(LambdaExpression Key, bool Descending)> order)
    {
        var expression = query.Expression;
        for (var i = 0; i < order.Count; i++)
        {
            var method = Orders[(i > 0, order[i].Descending)].MakeGenericMethod(typeof(T), order[i].Key.ReturnType);
            expression = Expression.Call(null, method, expression, Expression.Quote(order[i].Key));
        }
        return query.Provider.CreateQuery<T>(expression);
    }

    private static Expression<Func<T, bool>> After<T>(IReadOnlyList<(LambdaExpression Key, bool Descending)> order, object[] values)
    {
        var row = Expression.Parameter(typeof(T));
        Expression? any = null;
        for (var i = 0; i < order.Count; i++)
        {
            Expression all = Compare(Body(order[i].Key, row), values[i], order[i].Descending);
            for (var j = 0; j < i; j++) all = Expression.AndAlso(Expression.Equal(Body(order[j].Key, row), Parameter(values[j], order[j].Key.ReturnType)), all);
            any = any is null ? all : Expression.OrElse(any, all);
        }
        return Expression.Lambda<Func<T, bool>>(any!, row);
    }

    private static BinaryExpression Compare(Expression key, object value, bool descending)
    {
        var constant = Parameter(value, key.Type);
        var compared = key.Type == typeof(string)
            ? Expression.Call(typeof(string), nameof(string.Compare), null, key, constant)
            : Expression.Call(key, key.Type.GetMethod(nameof(IComparable.CompareTo), [key.Type])!, constant);
        return descending ? Expression.LessThan(compared, Expression.Constant(0)) : Expression.GreaterThan(compared, Expression.Constant(0));
    }

    // A member of a boxed holder becomes an SQL parameter instead of a literal, so plans are shared.
    private static MemberExpression Parameter(object value, Type type)
    {
        var holder = Activator.CreateInstance(typeof(Holder<>).MakeGenericType(type), value)!;
        return Expression.Property(Expression.Constant(holder), nameof(Holder<int>.Value));
    }

    private static Expression Body(LambdaExpression key, ParameterExpression row) => new Swap(key.Parameters[0], row).Visit(key.Body);

    private static Expression<Func<T, Keyed<TOut>>> WithKeys<T, TOut>(IQueryable<T> source, Expression<Func<T, TOut>> project, IReadOnlyList<(LambdaExpression Key, bool Descending)> order)
    {
        var row = project.Parameters[0];
        var keys = Expression.NewArrayInit(typeof(object), order.Select(o => Expression.Convert(Body(o.Key, row), typeof(object))));
        var counted = source.Take(CountLimit + 1).Expression;
        var total = Expression.Call(null, Count.MakeGenericMethod(typeof(T)), counted);
        var made = Expression.MemberInit(Expression.New(typeof(Keyed<TOut>)), Expression.Bind(Keyed<TOut>.Parts.Total, total), Expression.Bind(Keyed<TOut>.Parts.Item, project.Body), Expression.Bind(Keyed<TOut>.Parts.Keys, keys));
        return Expression.Lambda<Func<T, Keyed<TOut>>>(made, row);
    }

    private static string Encode(object[] keys) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(keys)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static object[] Decode(string cursor, IReadOnlyList<(LambdaExpression Key, bool Descending)> order)
    {
        try
        {
            var text = cursor.Replace('-', '+').Replace('_', '/');
            var values = JsonSerializer.Deserialize<JsonElement[]>(Encoding.UTF8.GetString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='))))!;
            if (values.Length != order.Count) throw new FormatException();
            return [.. values.Select((v, i) => v.Deserialize(order[i].Key.ReturnType)!)];
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException or NotSupportedException)
        {
            throw RuleViolation.Invalid("cursor", "This cursor was not made by this list with this sort.");
        }
    }

    private sealed record Holder<TValue>(TValue Value);

    private sealed class Keyed<TItem>
    {
        public TItem Item { get; init; } = default!;
        public object[] Keys { get; init; } = [];
        public int Total { get; init; }

        internal static readonly (PropertyInfo Total, PropertyInfo Item, PropertyInfo Keys) Parts =
            (typeof(Keyed<TItem>).GetProperty(nameof(Total))!, typeof(Keyed<TItem>).GetProperty(nameof(Item))!, typeof(Keyed<TItem>).GetProperty(nameof(Keys))!);
    }

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
