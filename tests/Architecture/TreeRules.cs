namespace Bakery.Tests.Architecture;

/// <summary>The rules of the house over a checkout's folders. Each returns what breaks it.</summary>
internal static class TreeRules
{
    public static IEnumerable<string> ModulesWithoutPage(string root) =>
        Folders(root, "src/Modules").Where(m => !File.Exists(Path.Combine(root, "src", "Modules", m, "README.md"))).Select(m => $"src/Modules/{m}/README.md is missing.");

    public static IEnumerable<string> EmptyFolders(string root) =>
        Directory.EnumerateDirectories(Path.Combine(root, "src"), "*", SearchOption.AllDirectories).Where(d => !Directory.EnumerateFileSystemEntries(d).Any());

    public static IEnumerable<string> FeaturesWithoutModule(string root, IEnumerable<string> modules) => Folders(root, "web/src/features").Except(modules);

    /// <summary>The folders of the modules and the catalogue's names, where one lacks the other.</summary>
    public static IEnumerable<string> ModulesApart(string root, IEnumerable<string> catalogue)
    {
        var folders = Folders(root, "src/Modules").Select(f => f.ToLowerInvariant()).ToHashSet();
        folders.SymmetricExceptWith(catalogue.Select(n => n.Replace("-", "", StringComparison.Ordinal)));
        return folders;
    }

    public static int Lines(IEnumerable<string> texts) => texts.Sum(t => t.Split('\n').Count(l => l.Trim().Length > 0));

    public static bool IsSmallKernel(int lines) => lines is >= 1000 and <= 3000;

    /// <summary>Endpoint names that the API document lacks.</summary>
    public static IEnumerable<string> Undocumented(string document, IEnumerable<string> endpoints) => endpoints.Where(e => !document.Contains($"\"{e}\"", StringComparison.Ordinal));

    private static IEnumerable<string> Folders(string root, string below) => Directory.GetDirectories(Path.Combine(root, below)).Select(d => Path.GetFileName(d)!);
}
