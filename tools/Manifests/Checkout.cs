namespace Bakery.Manifests;

/// <summary>The folders of the checkout.</summary>
internal static class Checkout
{
    public static string Root { get; } = Up(AppContext.BaseDirectory);

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Files that this tool writes, and that a test compares.</summary>
    public static IEnumerable<(string Path, string Content)> Generated()
    {
        // First what Kustomize reads, then what is made of its answers.
        yield return ("deploy/kubernetes/base/network/questions.yaml", NetworkPolicies.Write(ServiceGraph.OfCode()));
        foreach (var (path, content) in Dashboards.All()) yield return (path, content);
        if (!Overlay.CanRender) yield break;
        yield return ("docs/deployment-objects.md", ObjectTables.Write());
        yield return ("docs/vps-sizing.md", SizingPage.Write());
    }

    private static string Up(string from)
    {
        var folder = from;
        while (!File.Exists(Path.Combine(folder, "Bakery.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The checkout was not found.");
        return folder;
    }
}
