using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bakery.Tests.Deploy;

/// <summary>Rules, dashboards and what feeds them (kubernetes.md §8).</summary>
public sealed partial class MonitoringTests
{
    private static readonly string Folder = Checkout.At("deploy", "kubernetes", "components", "monitoring");
    private static readonly JsonObject[] Rules = [.. YamlText.Documents(File.ReadAllText(Path.Combine(Folder, "prometheus", "rules.yml"))).Single()!["groups"]!.AsArray().SelectMany(g => g!["rules"]!.AsArray()).Select(r => r!.AsObject())];
    private static readonly JsonObject[] Alerts = [.. Rules.Where(r => r.ContainsKey("alert"))];

    [Fact]
    public void Every_alert_of_the_specification_is_there_with_its_severities() => Assert.Equal(
        "BackupMissing:critical CertExpiry:critical,warning CrashLoop:critical DailyRunMissed:critical DbConnections:warning DbDown:critical DeadLetters:warning DiskFull:critical,warning HealthSlow:warning HighErrorRate:critical,warning HpaMaxed:warning NodeMemory:warning OomKilled:critical OutboxLag:warning RestoreDrillFailed:critical ServiceDown:critical SlowApi:warning",
        string.Join(' ', Alerts.GroupBy(Name).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}:{string.Join(',', g.Select(a => a["labels"]!["severity"]!.ToString()).Order(StringComparer.Ordinal))}")));

    [Fact]
    public void Every_alert_has_its_runbook_and_every_runbook_its_alert()
    {
        Assert.All(Alerts, a => Assert.Equal($"docs/runbooks/{Name(a)}.md", a["annotations"]!["runbook_url"]!.ToString()));
        var pages = Directory.GetFiles(Checkout.At("docs", "runbooks"), "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => n != "README");
        Assert.Equal(Alerts.Select(Name).Distinct().Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_alert_is_tested_quiet_or_loud()
    {
        var tests = File.ReadAllText(Path.Combine(Folder, "prometheus", "rules.test.yml"));
        foreach (var alert in Alerts) Assert.Matches($@"alertname: {Name(alert)}\n\s+exp_alerts:\n(.*\n)*?\s+- exp_labels: \{{ severity: {alert["labels"]!["severity"]}\b", tests);
    }

    [Fact]
    public void The_rules_pass_their_own_tests() => Run("promtool", "prometheus", "test", "rules", Path.Combine(Folder, "prometheus", "rules.test.yml"));

    [Fact]
    public void Alertmanager_takes_its_configuration() => Run("amtool", "prometheus-alertmanager", "check-config", Path.Combine(Folder, "alertmanager", "alertmanager.yml"));

    [Fact]
    public void Every_metric_that_a_rule_a_dashboard_or_an_autoscaler_names_is_exported()
    {
        var exported = Directory.GetFiles(Path.Combine(Folder, "exported")).SelectMany(File.ReadAllLines).ToHashSet();
        var recorded = Rules.Where(r => r.ContainsKey("record")).Select(r => r["record"]!.ToString());
        var named = Rules.Select(r => r["expr"]!.ToString()).Concat(DashboardQueries()).Concat(AdapterQueries()).SelectMany(Metrics).Distinct().ToList();
        Assert.True(named.Count > 30);
        Assert.Empty(named.Except(exported).Except(recorded));
    }

    [Fact]
    public void Every_list_of_exported_metrics_belongs_to_something_that_is_deployed()
    {
        var names = Rendered.Prod.Objects.Where(o => o.IsWorkload).Select(o => o.Name).Append("services").ToHashSet();
        Assert.All(Directory.GetFiles(Path.Combine(Folder, "exported")), f => Assert.Contains(Path.GetFileNameWithoutExtension(f), names));
    }

    [Theory]
    [InlineData("sum by (queue) (rate(a_total{x=\"b\"}[5m])) / on () group_left () c:d > 3 and e offset 5m", "a_total c:d e")]
    [InlineData("histogram_quantile(0.95, sum by (service, le) (rate(x_bucket{route!~\"y|z\"}[5m])))", "x_bucket")]
    [InlineData("time() - kube_x{a=\"b\"} > 26 * 3600 unless on (a) kube_y", "kube_x kube_y")]
    public void Names_are_read_out_of_a_query(string query, string names) => Assert.Equal(names, string.Join(' ', Metrics(query)));

    private static IEnumerable<string> DashboardQueries() => Directory.GetFiles(Path.Combine(Folder, "grafana"), "*.json")
        .SelectMany(f => JsonNode.Parse(File.ReadAllText(f))!["panels"]!.AsArray()).SelectMany(p => p!["targets"]!.AsArray()).Select(t => t!["expr"]!.ToString());

    private static IEnumerable<string> AdapterQueries() => YamlText.Documents(File.ReadAllText(Checkout.At("deploy", "kubernetes", "components", "custom-metrics", "config.yaml"))).Single()!["externalRules"]!.AsArray()
        .SelectMany(r => new[] { r!["seriesQuery"]!.ToString(), r["metricsQuery"]!.ToString() });

    /// <summary>What is left of a query without its labels, groupings, functions and words.</summary>
    private static IEnumerable<string> Metrics(string query) =>
        Word().Matches(Grouping().Replace(Selector().Replace(Text().Replace(query, ""), " "), " ")).Select(m => m.Value).Where(w => w is not ("and" or "or" or "unless" or "offset" or "bool" or "by" or "on"));

    private static string Name(JsonObject alert) => alert["alert"]!.ToString();

    private static void Run(string tool, string package, params string[] arguments)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, tool)))) Assert.Skip($"skipped: {tool} is missing (sudo apt-get install {package})");
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }

    [GeneratedRegex("""
        "[^"]*"|'[^']*'
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Text();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"(?<![0-9.\w:])[a-zA-Z_:][\w:]*(?![\w:]*\s*\()")]
    private static partial Regex Word();
}
