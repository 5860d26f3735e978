using System.Text.Json.Nodes;
using Bakery.Host;

namespace Bakery.Tests.Deploy;

/// <summary>The files of kubernetes.md §10 speak of the same services and overlays as the code.</summary>
public sealed class ToolingTests
{
    private static JsonNode Yaml(params string[] path) => YamlText.Documents(File.ReadAllText(Checkout.At(path))).First()!;

    [Fact]
    public void Compose_starts_every_service_the_gateway_and_the_dashboard_with_a_database_each()
    {
        var services = Yaml("compose.yaml")["services"]!.AsObject();
        var text = File.ReadAllText(Checkout.At("compose.yaml"));
        Assert.Equal(ModuleCatalog.All.Select(m => m.Name).Concat(["gateway", "dashboard"]).Order(StringComparer.Ordinal), services.Select(s => s.Key).Where(n => n.EndsWith("-service", StringComparison.Ordinal)).Select(n => n[..^"-service".Length]).Order(StringComparer.Ordinal));
        var databases = File.ReadAllText(Checkout.At("deploy", "compose", "databases.sh"));
        foreach (var name in ModuleCatalog.All.Select(m => m.Name.Replace('-', '_')))
        {
            Assert.Contains($" {name}", databases);
            Assert.Contains($"BAKERY_DB_OWNER_{name.ToUpperInvariant()}: \"Host=postgres;Database={name};", text);
        }
    }

    [Fact]
    public void Skaffold_waits_600_seconds_and_has_three_profiles()
    {
        var skaffold = Yaml("skaffold.yaml");
        Assert.True(skaffold["deploy"]!["statusCheck"]!.GetValue<bool>());
        Assert.Equal(600, skaffold["deploy"]!["statusCheckDeadlineSeconds"]!.GetValue<int>());
        Assert.Equal(["dev", "prod", "ci"], skaffold["profiles"]!.AsArray().Select(p => p!["name"]!.ToString()));
    }

    [Fact]
    public void Kind_and_Tilt_are_named_as_the_guides_say()
    {
        Assert.Equal("bakery-ia-local", Yaml("deploy", "kind", "cluster.yaml")["name"]!.ToString());
        Assert.Contains("max_parallel_updates = 3", File.ReadAllText(Checkout.At("Tiltfile")));
        Assert.Contains("kind-bakery-ia-local", File.ReadAllText(Checkout.At("Tiltfile")));
        Assert.Contains("colima start --cpu 6 --memory 12 --disk 120 --runtime docker", File.ReadAllText(Checkout.At("docs", "colima-setup.md")));
    }

    [Theory]
    [InlineData("deployment.md")]
    [InlineData("colima-setup.md")]
    [InlineData("disaster-recovery.md")]
    [InlineData("secret-rotation.md")]
    [InlineData("vps-sizing.md")]
    public void The_guides_name_only_files_that_exist(string guide)
    {
        var text = File.ReadAllText(Checkout.At("docs", guide));
        foreach (System.Text.RegularExpressions.Match path in System.Text.RegularExpressions.Regex.Matches(text, @"(?<![/\w.-])(?:deploy|tools)/[a-z][A-Za-z0-9/_.-]*[a-z]"))
            Assert.True(File.Exists(Checkout.At(path.Value)) || Directory.Exists(Checkout.At(path.Value)), $"{guide}: {path.Value}");
    }
}
