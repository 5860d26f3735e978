using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Bakery.Manifests;

/// <summary>What Kustomize makes of a folder below <c>deploy/kubernetes</c>. Rendered once per process.</summary>
internal sealed class Overlay
{
    public static readonly IReadOnlyList<string> All = ["overlays/dev", "overlays/prod", "overlays/ci", "overlays/single"];

    /// <summary>What a person without kubectl is told.</summary>
    public const string Missing = "skipped: kubectl is missing (https://kubernetes.io/docs/tasks/tools, or: sudo snap install kubectl --classic)";

    private static readonly ConcurrentDictionary<string, Overlay> Known = new();

    private Overlay(string text) => Objects = [.. YamlText.Documents(text).OfType<JsonObject>().Select(o => new KubernetesObject(o))];

    public IReadOnlyList<KubernetesObject> Objects { get; }

    public static bool CanRender { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "kubectl")));

    /// <param name="folder">Below <c>deploy/kubernetes</c>.</param>
    public static Overlay Of(string folder) => Known.GetOrAdd(folder, f => new Overlay(Render(Checkout.At("deploy", "kubernetes", f))));

    /// <summary>An overlay with components that it does not name itself.</summary>
    public static Overlay With(string folder, params string[] components)
    {
        var place = Directory.CreateDirectory(Checkout.At("artifacts", "kustomize", Path.GetRandomFileName())).FullName;
        try
        {
            string Line(string path) => $"  - {Path.GetRelativePath(place, Checkout.At("deploy", "kubernetes", path))}\n";
            File.WriteAllText(Path.Combine(place, "kustomization.yaml"), $"resources:\n{Line(folder)}components:\n{string.Concat(components.Select(Line))}");
            return new Overlay(Render(place));
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    public IEnumerable<KubernetesObject> Of(string kind, string? component = null) => Objects.Where(o => o.Kind == kind && (component is null || o.Component == component));

    public KubernetesObject One(string kind, string name) => Objects.Single(o => o.Kind == kind && o.Name == name);

    private static string Render(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{folder} does not render: {errors.GetAwaiter().GetResult()}");
    }
}
