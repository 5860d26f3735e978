using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bakery.Tests.Deploy;

/// <summary>Every setting that the code reads is given by the manifests, and every one given is read.</summary>
public sealed partial class SettingsTests
{
    /// <summary>What no manifest gives: the platform's own, and what is for tests and one computer.</summary>
    private static readonly Dictionary<string, string> NotGiven = new()
    {
        ["KUBERNETES_SERVICE_HOST"] = "given by Kubernetes", ["KUBERNETES_SERVICE_PORT"] = "given by Kubernetes", ["BAKERY_KUBERNETES_URL"] = "tests", ["BAKERY_KUBERNETES_FOLDER"] = "tests", ["BAKERY_CLOCK_FILE"] = "tests",
        ["BAKERY_MASTER_KEY"] = "the file is used", ["BAKERY_SERVICE_URL_DASHBOARD"] = "the ingress knows the dashboard", ["BAKERY_LAN_CA"] = "one computer", ["BAKERY_LAN_PAGE"] = "one computer",
    };

    [Fact]
    public void Every_setting_the_code_reads_is_given() => Assert.Empty(Read().Except(Given()).Except(NotGiven.Keys));

    [Fact]
    public void Every_setting_given_is_read() => Assert.Empty(Given().Where(n => !IsRuntime(n)).Except(Read()));

    [Fact]
    public void What_is_not_given_is_still_read() => Assert.Empty(NotGiven.Keys.Except(Read()));

    [Theory]
    [InlineData("dev", "DEBUG", "true")]
    [InlineData("dev", "LOG_LEVEL", "DEBUG")]
    [InlineData("dev", "PROMETHEUS_ENABLED", "false")]
    [InlineData("dev", "ENABLE_TRACING", "false")]
    [InlineData("dev", "RATE_LIMIT_USER", "1000")]
    [InlineData("prod", "DEBUG", "false")]
    [InlineData("prod", "LOG_LEVEL", "INFO")]
    [InlineData("prod", "PROMETHEUS_ENABLED", "true")]
    [InlineData("prod", "ENABLE_TRACING", "true")]
    [InlineData("prod", "RATE_LIMIT_USER", "300")]
    [InlineData("prod", "RATE_LIMIT_SIGN_IN", "10")]
    [InlineData("prod", "RATE_LIMIT_DEVICE", "120")]
    [InlineData("prod", "RATE_LIMIT_PORTAL", "120")]
    [InlineData("prod", "DEMO_SESSION_LIMIT", "50")]
    public void The_overlays_differ_as_the_table_says(string overlay, string name, string value) =>
        Assert.Equal(value, Rendered.Of($"overlays/{overlay}").One("ConfigMap", "bakery-config").Body["data"]![name]!.GetValue<string>());

    /// <summary>Names of settings as they stand in the code, also those made of a prefix.</summary>
    private static HashSet<string> Read()
    {
        var names = new HashSet<string>(["BAKERY_DB", "BAKERY_DB_OWNER"]);
        foreach (var file in Directory.EnumerateFiles(Checkout.At("src"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}")))
            foreach (Match match in Setting().Matches(File.ReadAllText(file))) names.Add(match.Groups[1].Value);
        return names;
    }

    /// <summary>What the containers of our image get; variables that only stand in other values are parts of those.</summary>
    private static HashSet<string> Given()
    {
        var names = new HashSet<string>();
        foreach (var overlay in Rendered.Overlays)
        {
            var maps = overlay.Of("ConfigMap").ToDictionary(c => c.Name, c => c.Body["data"]!.AsObject().Select(d => d.Key).ToList());
            foreach (var container in overlay.Objects.Where(o => o.IsWorkload).SelectMany(o => o.AllContainers).Where(c => c["image"]!.GetValue<string>().Contains("/bakery-ia", StringComparison.Ordinal)))
            {
                foreach (var source in container["envFrom"] as JsonArray ?? []) names.UnionWith(maps[KubernetesObject.Text(source!, "configMapRef.name")]);
                var text = container.ToJsonString();
                names.UnionWith((container["env"] as JsonArray ?? []).Select(e => e!["name"]!.GetValue<string>()).Where(n => n == "MODULES" || !text.Contains($"$({n})", StringComparison.Ordinal)));
            }
        }
        return names;
    }

    private static bool IsRuntime(string name) => name.StartsWith("DOTNET_", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal);

    [GeneratedRegex("""(?:onfiguration(?:\[|\.GetValue(?:<\w+>)?\()|\bSetting = |, configuration, )"([A-Z][A-Z0-9_]+)""")]
    private static partial Regex Setting();
}
