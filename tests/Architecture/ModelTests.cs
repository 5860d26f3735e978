using System.Reflection;
using Bakery.Contracts.Shared;
using Bakery.Host;
using Bakery.Host.Gateway;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
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
    public void Every_entity_belongs_to_a_tenant_or_to_the_platform_and_tenants_rows_are_filtered() => host.EachModel(db => Assert.Empty(Rules.Ownership(db.Model)));

    [Fact]
    public void Every_table_lies_in_its_modules_schema_and_no_foreign_key_leaves_it() => host.EachModel(db => Assert.Empty(Rules.Schema(db.Model, db.Schema)));

    [Fact]
    public void No_model_change_lacks_its_migration() => host.EachModel(db => Assert.False(db.Database.HasPendingModelChanges(), $"{db.Schema}: run tools/add-migration"));

    [Fact]
    public void Money_and_quantities_are_never_floating_point()
    {
        host.EachModel(db => Assert.Empty(Rules.FloatingPoint(db.Model)));
        Assert.Empty(Rules.FloatingPoint(Ours.SelectMany(a => a.GetTypes())));
    }

    [Fact]
    public void Only_the_module_class_and_records_of_slices_are_public() =>
        Assert.Empty(ModuleCatalog.All.SelectMany(m => Rules.PublicTypes(m.GetType().Assembly.GetExportedTypes(), m.GetType())));

    [Fact]
    public void Wire_names_are_unique_and_fit_their_module() => Assert.Empty(Rules.WireNames(Messages()));

    [Fact]
    public void Every_message_has_a_subscriber_or_is_declared_external() => Assert.Empty(Rules.Unheard(Messages(), host.Modules.Listening.Select(l => l.Message).ToHashSet()));

    [Fact]
    public void Every_query_of_the_contracts_is_answered_by_one_module() => Assert.Empty(Rules.Unanswered(typeof(ReasoningData).Assembly.GetTypes(), host.Modules.Queries.ToHashSet()));

    [Fact]
    public void Every_question_and_its_answer_can_travel_between_processes() => Assert.Empty(host.Modules.Queries
        .SelectMany(q => q.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>)).Select(i => i.GetGenericArguments()[0]).Append(q)).SelectMany(Rules.Untravelled));

    private static IEnumerable<Type> Messages() => Ours.SelectMany(a => a.GetTypes()).Where(t => typeof(IMessage).IsAssignableFrom(t) && !t.IsInterface);

    [Fact]
    public void Every_endpoint_has_a_name_a_summary_a_permission_and_declared_problems_and_its_request_is_checked()
    {
        var endpoints = host.Endpoints.ToList();
        Assert.True(endpoints.Count > 150, $"Only {endpoints.Count} endpoints were found.");
        Assert.Empty(endpoints.SelectMany(Rules.Endpoint));
        Assert.Equal(endpoints.Count, endpoints.Select(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Distinct().Count());
    }

    [Fact]
    public void The_gateway_knows_the_service_of_every_public_endpoint_and_of_no_internal_one()
    {
        foreach (var endpoint in host.Endpoints)
        {
            var (owner, path) = (endpoint.Metadata.GetMetadata<OwnedBy>()!, "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Part)))));
            Assert.Equal((path, owner.Audience == Audience.Service ? null : owner.Module), (path, RouteTable.ServiceOf(path)));
        }

        static string Part(RoutePatternPart part) => part is RoutePatternLiteralPart literal ? literal.Content : Guid.Empty.ToString();
    }

    [Theory]
    [InlineData("/api/v1/tenants/not-an-id/inventory/items")]
    [InlineData("/api/v1/tenants/00000000-0000-0000-0000-000000000000/unknown/items")]
    [InlineData("/api/v1/admin/unknown/dead-letters")]
    [InlineData("/api/v2/auth/login")]
    [InlineData("/internal/v1/queries/tenant.tenant-profile")]
    [InlineData("/metrics")]
    [InlineData("/health/ready")]
    public void The_gateway_knows_no_service_of_any_other_path(string path) => Assert.Null(RouteTable.ServiceOf(path));

    [Fact]
    public void The_committed_api_document_is_the_present_one()
    {
        var document = File.ReadAllText(Path.Combine(Sources.Root, "docs", "openapi.json"));
        var documented = host.Endpoints.Where(e => e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null).Select(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);
        Assert.Empty(TreeRules.Undocumented(document, documented)); // ./bakery openapi
    }
}
