using System.Xml.Linq;

namespace Bakery.Tests.Architecture;

/// <summary>The checkout as the rules see it.</summary>
internal static class Sources
{
    public static string Root { get; } = Up(AppContext.BaseDirectory);
    public static IReadOnlyList<string> ModuleFolders { get; } = [.. Directory.GetDirectories(Path.Combine(Root, "src", "Modules")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    public static IEnumerable<(string Path, string Text)> CSharp(string below) => Directory.EnumerateFiles(Path.Combine(Root, below), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}") && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
        .Select(f => (Path.GetRelativePath(Root, f), File.ReadAllText(f)));

    /// <summary>Names of the projects that a project file refers to.</summary>
    public static IReadOnlyList<string> References(string project) =>
        [.. XDocument.Parse(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];

    private static string Up(string from)
    {
        var folder = from;
        while (!File.Exists(Path.Combine(folder, "Bakery.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The checkout was not found.");
        return folder;
    }
}
