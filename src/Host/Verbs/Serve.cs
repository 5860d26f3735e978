namespace Bakery.Host.Verbs;

/// <summary>Starts the process and serves until it is told to stop.</summary>
internal static class Serve
{
    public static async Task<int> Run(string[] args)
    {
        var app = BakeryHost.Build([.. args.Where(a => a != "serve")]);
        await app.RunAsync();
        return 0;
    }
}
