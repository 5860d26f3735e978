namespace Bakery.Tests.Unit;

/// <summary>Third-party sample files, which live beside the checkout and are never part of it.</summary>
internal static class SharedFiles
{
    /// <summary>A path in the shared folder; skips the test when the folder is missing.</summary>
    public static string Path(params string[] parts)
    {
        var root = Root();
        Assert.SkipWhen(root is null, "skipped: ../shared is missing");
        return System.IO.Path.Combine([root!, .. parts]);
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("BAKERY_SHARED") is { Length: > 0 } set)
        {
            return Directory.Exists(set) ? set : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(System.IO.Path.Combine(candidate, "data")))
            {
                return candidate;
            }
        }

        return null;
    }
}
