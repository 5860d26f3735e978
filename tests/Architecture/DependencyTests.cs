using System.Text.RegularExpressions;
using Bakery.Host;

namespace Bakery.Tests.Architecture;

/// <summary>Who may know whom. Each rule is a function, and a second test shows that it catches a breach.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Libraries = ["Bakery.Documents", "Bakery.Forecast", "Bakery.Planning", "Bakery.SalesFiles", "Bakery.Scheduling"];

    /// <summary>References that a project of this kind must not have.</summary>
    private static IReadOnlyList<string> Forbidden(string kind, IReadOnlyList<string> references) => kind switch
    {
        "library" or "kernel" => references,
        "contracts" or "distributed" => [.. references.Except(["Bakery.Kernel"])],
        "module" => [.. references.Except(["Bakery.Kernel", "Bakery.Contracts", .. Libraries])],
        _ => throw new ArgumentException(kind),
    };

    public static TheoryData<string, string> Projects()
    {
        var rows = new TheoryData<string, string> { { "kernel", "src/Kernel/Bakery.Kernel.csproj" }, { "contracts", "src/Contracts/Bakery.Contracts.csproj" }, { "distributed", "src/Distributed/Bakery.Distributed.csproj" } };
        foreach (var library in Libraries) rows.Add("library", $"src/Libraries/{library[7..]}/{library}.csproj");
        foreach (var module in Sources.ModuleFolders) rows.Add("module", $"src/Modules/{module}/Bakery.{module}.csproj");
        return rows;
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_lies_below_it(string kind, string path) =>
        Assert.Empty(Forbidden(kind, Sources.References(File.ReadAllText(Path.Combine(Sources.Root, path)))));

    [Theory]
    [InlineData("library", "Bakery.Kernel")]
    [InlineData("kernel", "Bakery.Contracts")]
    [InlineData("contracts", "Bakery.Sales")]
    [InlineData("distributed", "Bakery.Contracts")]
    [InlineData("module", "Bakery.Inventory")]
    [InlineData("module", "bakery")]
    public void A_forbidden_reference_is_caught(string kind, string reference) =>
        Assert.Equal([reference], Forbidden(kind, Sources.References($"<Project><ItemGroup><ProjectReference Include=\"../{reference}.csproj\" /></ItemGroup></Project>")));

    [Fact]
    public void There_are_eighteen_modules_and_the_catalogue_has_them_all()
    {
        Assert.Equal(18, ModuleCatalog.All.Count);
        Assert.Empty(TreeRules.ModulesApart(Sources.Root, ModuleCatalog.All.Select(m => m.Name)));
        Assert.All(ModuleCatalog.All, m => Assert.Equal(m.Name.Replace("-", ""), m.GetType().Namespace!.Split('.')[^1].ToLowerInvariant()));
    }

    [Fact]
    public void Every_module_has_a_page_of_its_own() => Assert.Empty(TreeRules.ModulesWithoutPage(Sources.Root));

    [Fact]
    public void No_folder_of_the_sources_is_empty() => Assert.Empty(TreeRules.EmptyFolders(Sources.Root));

    [Fact]
    public void Web_feature_folders_are_named_after_modules() => Assert.Empty(TreeRules.FeaturesWithoutModule(Sources.Root, ModuleCatalog.All.Select(m => m.Name)));

    [Fact]
    public void The_kernel_stays_small() => Assert.True(TreeRules.IsSmallKernel(TreeRules.Lines(Sources.CSharp("src/Kernel").Select(f => f.Text))));

    /// <summary>Things that no production source may contain, with the reason.</summary>
    private static readonly (Regex Pattern, string Reason)[] Banned =
    [
        (new(@"IgnoreQueryFilters\(\s*\)"), "names the filter it leaves out"),
        (new(@"(FromSqlRaw|ExecuteSqlRaw(Async)?|SqlQueryRaw)\(\s*\$"), "parameters, not interpolation"),
        (new(@"\bDateTime\.(Now|UtcNow|Today)\b|\bDateTimeOffset\.(Now|UtcNow)\b"), "TimeProvider"),
        (new(@"\bGuid\.NewGuid\("), "Ids.New"),
        (new(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b"), "finished work only"),
        (new(@"CURRENT_TIMESTAMP|\bnow\(\)", RegexOptions.IgnoreCase), "time has one source"),
    ];

    private static IReadOnlyList<string> Breaches(string path, string text) => [.. Banned.Where(b => b.Pattern.IsMatch(text)).Select(b => $"{path}: {b.Reason}")];

    [Fact]
    public void No_source_uses_what_is_banned() => Assert.Empty(Sources.CSharp("src").SelectMany(f => Breaches(f.Path, f.Text)));

    [Theory]
    [InlineData("db.Items.IgnoreQueryFilters()")]
    [InlineData("db.Database.ExecuteSqlRawAsync($\"DELETE {x}\")")]
    [InlineData("var t = DateTime.UtcNow;")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("throw new NotImplementedException();")]
    [InlineData("SELECT now()")]
    public void A_banned_call_is_caught(string text) => Assert.Single(Breaches("x.cs", text));

    // Sessions keep the tenant they were last told, so a command beside Entity Framework may run only in a transaction that has said it.
    private static readonly string[] RawCommands = ["src/Kernel/Messaging/Dispatcher.cs", "src/Modules/Sales/Imports/BulkSales.cs"];

    private static IEnumerable<string> RawAccess(IEnumerable<(string Path, string Text)> sources) => sources.Where(f => RawAccessCall.IsMatch(f.Text)).Select(f => f.Path).Except(RawCommands);
    private static readonly Regex RawAccessCall = new(@"GetDbConnection\(|\.OpenConnectionAsync\(|DataSources>?\(?\)?\.For\(");

    [Fact]
    public void Raw_commands_are_known_by_name() => Assert.Empty(RawAccess(Sources.CSharp("src/Kernel").Concat(Sources.CSharp("src/Modules"))).Except(["src/Kernel/Modules/ModuleBuilder.cs"]));

    [Fact]
    public void A_raw_command_elsewhere_is_caught() => Assert.Equal(["src/Modules/Orders/x.cs"], RawAccess([("src/Modules/Orders/x.cs", "db.Database.GetDbConnection().CreateCommand()")]));

    [Fact]
    public void The_compiler_refuses_the_banned_calls_too()
    {
        var symbols = File.ReadAllText(Path.Combine(Sources.Root, "BannedSymbols.txt"));
        foreach (var symbol in new[] { "System.DateTime.UtcNow", "System.DateTimeOffset.UtcNow", "System.Guid.NewGuid", "Task`1.Result", "Task.Run", "Thread.Sleep" }) Assert.Contains(symbol, symbols);
    }
}
