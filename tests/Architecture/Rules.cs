using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Bakery.Distributed.Services;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Bakery.Tests.Architecture;

/// <summary>The rules of the house over models, types and endpoints. Each returns what breaks it, so that a test can hold it and another can break it on purpose.</summary>
internal static partial class Rules
{
    public static IEnumerable<string> Ownership(IModel model) => model.GetEntityTypes().Where(e => !e.IsOwned()).SelectMany(entity =>
    {
        var (tenant, platform) = (typeof(ITenantOwned).IsAssignableFrom(entity.ClrType), typeof(IPlatformOwned).IsAssignableFrom(entity.ClrType));
        if (tenant == platform) return [$"{entity.ClrType.Name} must be ITenantOwned or IPlatformOwned."];
        return tenant && !entity.GetDeclaredQueryFilters().Any(f => f.Key == ModuleDb.TenantFilter) ? [$"{entity.ClrType.Name} is not filtered by tenant."] : Array.Empty<string>();
    });

    public static IEnumerable<string> Schema(IModel model, string schema) => model.GetEntityTypes().SelectMany(entity =>
        entity.GetForeignKeys().Where(k => k.PrincipalEntityType.GetSchema() != schema).Select(k => $"{entity.ClrType.Name} refers to {k.PrincipalEntityType.GetSchema()}.")
            .Concat(entity.GetSchema() == schema ? [] : [$"{entity.ClrType.Name} lies in {entity.GetSchema()}."]));

    public static IEnumerable<string> FloatingPoint(IModel model) =>
        model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => IsFloat(p.ClrType)).Select(p => $"{p.DeclaringType.ClrType.Name}.{p.Name} is floating point.");

    public static IEnumerable<string> FloatingPoint(IEnumerable<Type> types) => types.Where(t => t.IsVisible || t.IsNestedPublic)
        .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(p => IsFloat(p.PropertyType) && !Statistics().IsMatch(p.Name)).Select(p => $"{p.DeclaringType}.{p.Name} is floating point.");

    /// <summary>Only the module's class, records of slices, enums and calculations are public.</summary>
    public static IEnumerable<string> PublicTypes(IEnumerable<Type> types, Type module) => types.Where(t => t.IsPublic && t.Namespace?.Contains("Migrations", StringComparison.Ordinal) != true)
        .Where(t => t != module && t.GetMethod("<Clone>$") is null && !t.IsEnum && t is not { IsAbstract: true, IsSealed: true }).Select(t => $"{t} is public.");

    public static IEnumerable<string> WireNames(IEnumerable<Type> messages)
    {
        var names = messages.Select(t => MessageNames.Of(t).Name).ToList();
        return names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => $"{g.Key} is the name of two messages.").Concat(names.Where(n => !WireName().IsMatch(n)).Select(n => $"{n} is no wire name."));
    }

    public static IEnumerable<string> Unheard(IEnumerable<Type> messages, IReadOnlySet<string> heard) =>
        messages.Select(MessageNames.Of).Where(n => !heard.Contains(n.Name) && !n.External).Select(n => $"Nobody hears {n.Name}.");

    public static IEnumerable<string> Unanswered(IEnumerable<Type> types, IReadOnlySet<Type> answered) =>
        types.Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>)) && !answered.Contains(t)).Select(t => $"Nobody answers {t.Name}.");

    /// <summary>What JSON between processes could not read back: a type, or a property that only its maker can set.</summary>
    public static IEnumerable<string> Untravelled(Type type) => Parts(type, []).SelectMany(part =>
    {
        try
        {
            var info = ExactWire.Options.GetTypeInfo(part);
            if (info.Kind != JsonTypeInfoKind.Object) return [];
            var made = part.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return info.Properties.Where(p => p.Set is null && p.AttributeProvider is PropertyInfo { CanWrite: false, GetMethod: { } get } property && get.IsDefined(typeof(CompilerGeneratedAttribute)) && !made.Contains(property.Name)).Select(p => $"{part}.{p.Name} is lost.");
        }
        catch (Exception error) when (error is InvalidOperationException or NotSupportedException)
        {
            return new[] { $"{part}: {error.Message}" };
        }
    });

    private static IEnumerable<Type> Parts(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type)) return [];
        var inner = type.IsArray ? [type.GetElementType()!] : type.IsGenericType ? type.GetGenericArguments() : type.Assembly.GetName().Name!.StartsWith("Bakery", StringComparison.Ordinal) ? type.GetProperties().Select(p => p.PropertyType) : [];
        return inner.SelectMany(t => Parts(t, seen)).Append(type);
    }

    public static IEnumerable<string> Endpoint(RouteEndpoint endpoint)
    {
        var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        if (string.IsNullOrEmpty(name)) yield return $"{endpoint.RoutePattern.RawText} has no name.";
        if (string.IsNullOrEmpty(endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary)) yield return $"{name} has no summary.";
        if (!StatesAccess(endpoint)) yield return $"{name} states no permission.";
        if (!endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(p => p.StatusCode >= 400)) yield return $"{name} declares no problem.";
        if (endpoint.Metadata.GetMetadata<Permission>() is { } permission && !PermissionCode().IsMatch(permission.Code)) yield return $"{permission.Code} is not module.noun.verb.";
        foreach (var parameter in endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [])
            if (HasRules(parameter.ParameterType) && !IsReached(parameter.ParameterType)) yield return $"{parameter.ParameterType} is not public, so its rules are not checked.";
    }

    private static bool StatesAccess(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return true;
        return endpoint.Metadata.GetMetadata<OwnedBy>()!.Audience switch
        {
            Audience.Tenant => endpoint.Metadata.GetMetadata<Permission>() is not null,
            Audience.Platform => endpoint.Metadata.GetMetadata<SignedIn>() is not null || endpoint.Metadata.GetMetadata<PlatformAdmin>() is not null,
            _ => true,
        };
    }

    private static bool HasRules(Type type) => type.GetProperties().Any(p => p.GetCustomAttributes<ValidationAttribute>().Any());
    private static bool IsReached(Type type) => (type.IsPublic || type.IsNestedPublic) && type.GetMethod("<Clone>$") is not null;
    private static bool IsFloat(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var t && (t == typeof(double) || t == typeof(float));

    /// <summary>Shares and scores of statistics are no money and no quantity.</summary>
    [GeneratedRegex("(Confidence|Coverage|Coverage80|Skill|SkillVsBaseline|Wape|Mase|Rmse|Mae|Mape|Bias|Pinball|R2|PValue|Loss)$")]
    private static partial Regex Statistics();

    [GeneratedRegex(@"^[a-z_]+(\.[a-z_]+)+$")]
    private static partial Regex WireName();

    [GeneratedRegex(@"^[a-z-]+\.[a-z_-]+\.[a-z]+$")]
    private static partial Regex PermissionCode();
}
