using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Bakery.Kernel.Http;

/// <summary>
/// Checks the validation attributes of every request record before its slice runs, nested records and lists included. The framework's own
/// validation is generated from literal MapPost calls, which the one-line route tables of the modules do not make, and would skip silently.
/// </summary>
internal static class ValidationFilter
{
    private const int Depth = 6;
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Parts = new();
    private static readonly ConcurrentDictionary<Type, bool> Ours = new();

    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var positions = factory.MethodInfo.GetParameters().Where(p => IsOurs(p.ParameterType) && HasRules(p.ParameterType, 0)).Select(p => p.Position).ToArray();
        if (positions.Length == 0) return next;
        return async context =>
        {
            var errors = new Dictionary<string, List<string>>();
            foreach (var position in positions)
                if (context.Arguments[position] is { } argument) Check(argument, "", errors, 0);
            if (errors.Count == 0) return await next(context);
            return Problem.Result(400, "validation_failed", "Some fields are not right.", new Dictionary<string, object?> { ["errors"] = errors.ToDictionary(e => e.Key, e => e.Value.ToArray()) });
        };
    }

    // Request records are data of a Bakery assembly; entities and services are internal or interfaces.
    private static bool IsOurs(Type type) => Ours.GetOrAdd(type, t => t.IsClass && (t.IsPublic || t.IsNestedPublic) && t.Assembly.GetName().Name!.StartsWith("Bakery.", StringComparison.Ordinal)
        && t.GetMethod("<Clone>$") is not null);

    // A page request has nothing to check, and every list would pay for finding that out again.
    private static bool HasRules(Type type, int depth) => depth > Depth || typeof(IValidatableObject).IsAssignableFrom(type)
        || type.GetProperties().Any(p => p.IsDefined(typeof(ValidationAttribute)) || (CanHold(p.PropertyType) && (p.PropertyType.IsGenericType ? p.PropertyType.GetGenericArguments() : [p.PropertyType]).Where(IsOurs).Any(t => HasRules(t, depth + 1))));

    private static void Check(object value, string path, Dictionary<string, List<string>> errors, int depth)
    {
        if (depth > Depth) return;
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
        foreach (var result in results)
            foreach (var member in result.MemberNames.DefaultIfEmpty("")) Add(errors, path + Name(member), result.ErrorMessage ?? "Not valid.");
        foreach (var property in Parts.GetOrAdd(value.GetType(), t => [.. t.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && CanHold(p.PropertyType))]))
        {
            switch (property.GetValue(value))
            {
                case null or string: break;
                case IEnumerable list:
                    foreach (var (index, item) in list.Cast<object?>().Index())
                        if (item is not null && IsOurs(item.GetType())) Check(item, $"{path}{Name(property.Name)}[{index}].", errors, depth + 1);
                    break;
                case { } nested when IsOurs(nested.GetType()): Check(nested, $"{path}{Name(property.Name)}.", errors, depth + 1); break;
            }
        }
    }

    private static bool CanHold(Type type) => IsOurs(type) || (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments().Any(IsOurs));

    private static void Add(Dictionary<string, List<string>> errors, string field, string message)
    {
        if (!errors.TryGetValue(field, out var list)) errors[field] = list = [];
        list.Add(message);
    }

    private static string Name(string member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member);
}
