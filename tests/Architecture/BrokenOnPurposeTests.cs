using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tests.Architecture;

/// <summary>A module that breaks every rule of the house: each rule finds what it is there to find.</summary>
public sealed class BrokenOnPurposeTests
{
    public sealed class Ownerless
    {
        public Guid Id { get; init; }
        public double Weight { get; init; }
    }

    public sealed class Unfiltered : ITenantOwned
    {
        public Guid Id { get; init; }
        public Guid TenantId { get; init; }
        public Ownerless? Elsewhere { get; init; }
    }

    private sealed class BrokenDb() : DbContext(new DbContextOptionsBuilder<BrokenDb>().UseNpgsql("Host=/none").Options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Ownerless>().ToTable("ownerless", "another");
            modelBuilder.Entity<Unfiltered>().ToTable("unfiltered", "broken");
        }
    }

    [Message("broken.twice")]
    public sealed record First(double Price) : IMessage;

    [Message("broken.twice")]
    public sealed record Second : IMessage;

    [Message("Broken Name")]
    public sealed record Badly : IMessage;

    public sealed record NobodyKnows : IQuery<int>;

    public sealed record Lost(int Kept) : IQuery<int>
    {
        public int Gone { get; } = 5;
        public int Twice => Kept * 2;
    }

    public sealed class PublicService;

    internal sealed record Hidden([property: Required] string Name);

    private static readonly Type[] Messages = [typeof(First), typeof(Second), typeof(Badly)];

    [Fact]
    public void A_property_that_gets_lost_between_processes_is_caught() => Assert.Equal([$"{typeof(Lost)}.gone is lost."], Rules.Untravelled(typeof(Lost)));

    [Fact]
    public void A_row_without_an_owner_and_one_without_a_filter_are_caught()
    {
        using var db = new BrokenDb();
        Assert.Equal(["Ownerless must be ITenantOwned or IPlatformOwned.", "Unfiltered is not filtered by tenant."], Rules.Ownership(db.Model).Order());
    }

    [Fact]
    public void A_table_in_a_foreign_schema_and_a_key_into_it_are_caught()
    {
        using var db = new BrokenDb();
        Assert.Equal(["Ownerless lies in another.", "Unfiltered refers to another."], Rules.Schema(db.Model, "broken").Order());
    }

    [Fact]
    public void A_model_without_its_migration_is_caught()
    {
        using var db = new BrokenDb();
        Assert.True(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Floating_point_is_caught_in_tables_and_in_messages()
    {
        using var db = new BrokenDb();
        Assert.Equal(["Ownerless.Weight is floating point."], Rules.FloatingPoint(db.Model));
        Assert.Contains("First.Price is floating point.", Assert.Single(Rules.FloatingPoint([typeof(First), typeof(Second)])));
    }

    [Fact]
    public void A_public_class_is_caught() => Assert.Single(Rules.PublicTypes([typeof(BrokenOnPurposeTests), typeof(First)], typeof(ModelTests)));

    [Fact]
    public void Two_messages_of_one_name_and_a_bad_name_are_caught() => Assert.Equal(["Broken Name is no wire name.", "broken.twice is the name of two messages."], Rules.WireNames(Messages).Order(StringComparer.Ordinal));

    [Fact]
    public void A_message_that_nobody_hears_is_caught() => Assert.Equal(["Nobody hears Broken Name."], Rules.Unheard(Messages, new HashSet<string> { "broken.twice" }));

    [Fact]
    public void A_query_that_nobody_answers_is_caught() => Assert.Equal(["Nobody answers NobodyKnows."], Rules.Unanswered([typeof(NobodyKnows), typeof(First)], new HashSet<Type>()));

    [Fact]
    public void An_endpoint_without_name_summary_permission_problems_and_checks_is_caught()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapPost("/bare", (Hidden hidden) => hidden.Name).WithMetadata(new OwnedBy("broken", null, Audience.Tenant));
        app.MapGet("/badly", () => "").WithMetadata(new OwnedBy("broken", null, Audience.Tenant), new Permission("anything", Role.Member)).WithName("broken.Badly").WithSummary("Badly").ProducesProblem(400);
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.Equal(5, Rules.Endpoint(endpoints[0]).Count());
        Assert.Equal(["anything is not module.noun.verb."], Rules.Endpoint(endpoints[1]));
    }

    [Fact]
    public void A_tree_with_a_missing_page_an_empty_folder_and_strange_names_is_caught()
    {
        var root = Directory.CreateTempSubdirectory("bakery-tree").FullName;
        try
        {
            foreach (var folder in new[] { "src/Modules/Sales", "src/Modules/Stray/Empty", "web/src/features/fashion" }) Directory.CreateDirectory(Path.Combine(root, folder));
            File.WriteAllText(Path.Combine(root, "src", "Modules", "Sales", "README.md"), "# Sales");
            Assert.Equal(["src/Modules/Stray/README.md is missing."], TreeRules.ModulesWithoutPage(root));
            Assert.EndsWith("Empty", Assert.Single(TreeRules.EmptyFolders(root)));
            Assert.Equal(["fashion"], TreeRules.FeaturesWithoutModule(root, ["sales"]));
            Assert.Equal(["pos", "stray"], TreeRules.ModulesApart(root, ["sales", "pos"]).Order());
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_kernel_that_grew_and_an_endpoint_without_documentation_are_caught()
    {
        Assert.False(TreeRules.IsSmallKernel(TreeRules.Lines(Enumerable.Repeat("one\n\ntwo", 1501))));
        Assert.Equal(["sales.New"], TreeRules.Undocumented("""{"operationId":"sales.Old"}""", ["sales.Old", "sales.New"]));
    }
}
