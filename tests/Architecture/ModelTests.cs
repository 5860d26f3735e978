using System.Reflection;
using Bakery.Contracts.Shared;
using Bakery.Host;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Tests.Architecture;

/// <summary>The host without a database: its models, messages and endpoints.</summary>
public sealed class BuiltHost : IAsyncDisposable
{
    public BuiltHost()
    {
        Environment.SetEnvironmentVariable("BAKERY_DB", "Host=/none;Username=bakery_app");
        Environment.SetEnvironmentVariable("BAKERY_DB_OWNER", "Host=/none;Username=bakery_owner");
        App = BakeryHost.Build([]);
    }

    public WebApplication App { get; }
    public ModuleRegistry Modules => App.Services.GetRequiredService<ModuleRegistry>();
    public IEnumerable<RouteEndpoint> Endpoints => App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<OwnedBy>() is not null);

    public void EachModel(Action<ModuleDb> look)
    {
        foreach (var module in Modules.Hosted.Where(m => m.Database is not null))
        {
            using var scope = App.Services.CreateScope();
            look((ModuleDb)scope.ServiceProvider.GetRequiredService(module.Database!));
        }
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

public sealed class ModelTests(BuiltHost host) : IClassFixture<BuiltHost>
{
    private static readonly Assembly[] Ours = [.. ModuleCatalog.All.Select(m => m.GetType().Assembly), typeof(ReasoningData).Assembly];

    [Fact]
    public void Every_entity_belongs_to_a_tenant_or_to_the_platform_and_tenants_rows_are_filtered() => host.EachModel(db =>
    {
        foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned()))
        {
            var (tenant, platform) = (typeof(ITenantOwned).IsAssignableFrom(entity.ClrType), typeof(IPlatformOwned).IsAssignableFrom(entity.ClrType));
            Assert.True(tenant ^ platform, $"{db.Schema}.{entity.ClrType.Name} must be ITenantOwned or IPlatformOwned.");
            if (tenant) Assert.True(entity.GetDeclaredQueryFilters().Any(f => f.Key == ModuleDb.TenantFilter), $"{db.Schema}.{entity.ClrType.Name} is not filtered.");
        }
    });

    [Fact]
    public void Every_table_lies_in_its_modules_schema_and_no_foreign_key_leaves_it() => host.EachModel(db =>
    {
        foreach (var entity in db.Model.GetEntityTypes())
        {
            Assert.Equal(db.Schema, entity.GetSchema());
            Assert.All(entity.GetForeignKeys(), k => Assert.Equal(db.Schema, k.PrincipalEntityType.GetSchema()));
        }
    });

    [Fact]
    public void No_model_change_lacks_its_migration() => host.EachModel(db => Assert.False(db.Database.HasPendingModelChanges(), $"{db.Schema}: run tools/add-migration"));

    [Fact]
    public void Money_and_quantities_are_never_floating_point()
    {
        host.EachModel(db => Assert.Empty(db.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => IsFloat(p.ClrType)).Select(p => $"{db.Schema}.{p.DeclaringType.ClrType.Name}.{p.Name}")));
        Assert.Empty(Ours.SelectMany(a => a.GetTypes()).Where(t => t.IsVisible || t.IsNestedPublic).SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(p => IsFloat(p.PropertyType) && !Statistics.IsMatch(p.Name)).Select(p => $"{p.DeclaringType}.{p.Name}"));
    }

    /// <summary>Shares and scores of statistics are no money and no quantity.</summary>
    private static readonly System.Text.RegularExpressions.Regex Statistics = new("(Confidence|Coverage|Coverage80|Skill|SkillVsBaseline|Wape|Mase|Rmse|Mae|Mape|Bias|Pinball|R2|PValue|Loss)$");

    private static bool IsFloat(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var t && (t == typeof(double) || t == typeof(float));

    [Fact]
    public void Only_the_module_class_and_records_of_slices_are_public()
    {
        foreach (var module in ModuleCatalog.All)
            foreach (var type in module.GetType().Assembly.GetExportedTypes().Where(t => !t.IsNested && t.Namespace?.Contains("Migrations") != true))
            {
                var record = type.GetMethod("<Clone>$") is not null;
                var calculation = type is { IsAbstract: true, IsSealed: true };
                Assert.True(type == module.GetType() || record || type.IsEnum || calculation, $"{type} is public.");
            }
    }

    [Fact]
    public void Wire_names_are_unique_and_fit_their_module()
    {
        var names = Messages().Select(t => MessageNames.Of(t).Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, n => Assert.Matches(@"^[a-z_]+(\.[a-z_]+)+$", n));
    }

    [Fact]
    public void Every_message_has_a_subscriber_or_is_declared_external()
    {
        var heard = host.Modules.Listening.Select(l => l.Message).ToHashSet();
        Assert.Empty(Messages().Where(t => !heard.Contains(MessageNames.Of(t).Name) && !MessageNames.Of(t).External).Select(t => MessageNames.Of(t).Name));
    }

    [Fact]
    public void Every_query_of_the_contracts_is_answered_by_one_module()
    {
        var answered = host.Modules.Queries.ToHashSet();
        Assert.Empty(typeof(ReasoningData).Assembly.GetTypes().Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(Kernel.Queries.IQuery<>))).Where(t => !answered.Contains(t)).Select(t => t.Name));
    }

    private static IEnumerable<Type> Messages() => Ours.Append(typeof(JobTickedMarker).Assembly).Distinct().SelectMany(a => a.GetTypes()).Where(t => typeof(IMessage).IsAssignableFrom(t) && !t.IsInterface && t.Assembly != typeof(ModelTests).Assembly);

    private sealed class JobTickedMarker;

    [Fact]
    public void Every_endpoint_has_a_name_a_summary_a_permission_and_declared_problems()
    {
        var endpoints = host.Endpoints.ToList();
        Assert.True(endpoints.Count > 150, $"Only {endpoints.Count} endpoints were found.");
        foreach (var endpoint in endpoints)
        {
            var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
            Assert.False(string.IsNullOrEmpty(name), $"{endpoint.RoutePattern.RawText} has no name.");
            Assert.False(string.IsNullOrEmpty(endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary), $"{name} has no summary.");
            Assert.True(StatesAccess(endpoint), $"{name} states no permission.");
            Assert.True(endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(p => p.StatusCode >= 400), $"{name} declares no problem.");
        }
        Assert.Equal(endpoints.Count, endpoints.Select(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Distinct().Count());
    }

    private static bool StatesAccess(RouteEndpoint endpoint)
    {
        var owner = endpoint.Metadata.GetMetadata<OwnedBy>()!;
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return true;
        return owner.Audience switch
        {
            Audience.Tenant => endpoint.Metadata.GetMetadata<Permission>() is not null,
            Audience.Platform => endpoint.Metadata.GetMetadata<SignedIn>() is not null || endpoint.Metadata.GetMetadata<PlatformAdmin>() is not null,
            _ => true,
        };
    }

    [Fact]
    public void Permissions_are_named_after_their_module_and_a_noun() =>
        Assert.All(host.Endpoints.Select(e => e.Metadata.GetMetadata<Permission>()).OfType<Permission>().Distinct(), p => Assert.Matches(@"^[a-z-]+\.[a-z_-]+\.[a-z]+$", p.Code));

    [Fact]
    public void Every_request_record_with_rules_is_checked()
    {
        foreach (var endpoint in host.Endpoints)
            foreach (var parameter in endpoint.Metadata.GetMetadata<MethodInfo>()!.GetParameters())
                if (parameter.ParameterType.GetProperties().Any(p => p.GetCustomAttributes<System.ComponentModel.DataAnnotations.ValidationAttribute>().Any()))
                    Assert.True(ValidationReaches(parameter.ParameterType), $"{parameter.ParameterType} is not public, so its rules are not checked.");
    }

    private static bool ValidationReaches(Type type) => (type.IsPublic || type.IsNestedPublic) && type.GetMethod("<Clone>$") is not null;

    [Fact]
    public void The_committed_api_document_is_the_present_one()
    {
        var document = File.ReadAllText(Path.Combine(Sources.Root, "docs", "openapi.json"));
        foreach (var endpoint in host.Endpoints.Where(e => e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null))
            Assert.True(document.Contains($"\"{endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName}\""), $"{endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName} is not in docs/openapi.json; run ./bakery openapi");
    }
}
