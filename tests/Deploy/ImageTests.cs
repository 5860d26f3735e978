using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bakery.Tests.Deploy;

public sealed partial class ImageTests
{
    private static readonly string[] Dockerfile = File.ReadAllLines(Checkout.At("Dockerfile"));

    [Fact]
    public void The_bases_are_arguments_with_a_version_and_the_last_one_has_no_shell()
    {
        var arguments = Dockerfile.Where(l => l.StartsWith("ARG ", StringComparison.Ordinal)).Select(l => l[4..].Split('=')).ToDictionary(a => a[0], a => a[1]);
        var stages = Dockerfile.Where(l => l.StartsWith("FROM ", StringComparison.Ordinal)).Select(l => Base().Match(l).Groups[1].Value).ToList();
        Assert.All(stages, s => Assert.True(arguments.ContainsKey(s), $"{s} is no argument."));
        Assert.All(arguments.Values, v => Assert.Matches("^[a-z.]+/[a-z/]+:[0-9][a-z0-9.-]+$", v));
        Assert.Equal("RUNTIME_IMAGE", stages[^1]);
        Assert.Contains("chiseled", arguments["RUNTIME_IMAGE"]);
    }

    [Fact]
    public void The_image_runs_as_a_user_without_rights_the_one_of_the_manifests()
    {
        Assert.Contains("USER 1654:1654", Dockerfile);
        Assert.All(Rendered.Prod.Of("Deployment", "microservice"), d => Assert.Equal(1654, KubernetesObject.At(d.Pod, "spec.securityContext.runAsUser")!.GetValue<int>()));
        Assert.All(Dockerfile.SkipWhile(l => !l.StartsWith("FROM ${RUNTIME_IMAGE}", StringComparison.Ordinal)), l => Assert.False(l.StartsWith("RUN", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_bill_of_materials_names_every_package_with_version_licence_and_address()
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")))) Assert.Skip("skipped: node is missing (sudo apt-get install nodejs)");
        // Built beside this test, with the host's own list.
        var deps = Directory.GetFiles(Checkout.At("artifacts", "bin", "Bakery.Host"), "bakery.deps.json", SearchOption.AllDirectories).First();
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var (first, second) = (Bill(deps, packages), Bill(deps, packages));
        Assert.Equal(first, second); // the same build has the same bill
        var bill = JsonNode.Parse(first)!;
        Assert.Equal(("CycloneDX", "1.6"), (bill["bomFormat"]!.ToString(), bill["specVersion"]!.ToString()));
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$", bill["serialNumber"]!.ToString());
        var components = bill["components"]!.AsArray().Select(c => c!.AsObject()).ToList();
        Assert.Equal(components.Count, components.Select(c => c["bom-ref"]!.ToString()).Distinct().Count());
        Assert.All(components, c => Assert.True(c["licenses"] is not null && c["version"] is not null, c["name"]!.ToString()));
        var listed = JsonNode.Parse(File.ReadAllText(deps))!["libraries"]!.AsObject().Where(l => l.Value!["type"]!.ToString() == "package").Select(l => $"pkg:nuget/{l.Key.Replace('/', '@')}");
        Assert.Empty(listed.Except(components.Select(c => c["purl"]?.ToString())));
        var shipped = JsonNode.Parse(File.ReadAllText(Checkout.At("web", "package.json")))!["dependencies"]!.AsObject().Select(d => $"pkg:npm/{d.Key.Replace("@", "%40", StringComparison.Ordinal)}@{d.Value}");
        Assert.Empty(shipped.Except(components.Select(c => c["purl"]?.ToString())));
        var known = components.Select(c => c["bom-ref"]!.ToString()).ToHashSet();
        Assert.Subset(known, bill["dependencies"]!.AsArray().SelectMany(d => d!["dependsOn"]!.AsArray().Select(to => to!.ToString()).Append(d["ref"]!.ToString())).ToHashSet());
    }

    private static string Bill(string deps, string packages)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Checkout.At("tools", "sbom.mjs"), deps, packages, Checkout.At("web", "package-lock.json")]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text;
    }

    [GeneratedRegex(@"^FROM \$\{(\w+)\}")]
    private static partial Regex Base();
}
