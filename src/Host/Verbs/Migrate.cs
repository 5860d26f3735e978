using Bakery.Kernel.Persistence;

namespace Bakery.Host.Verbs;

/// <summary>Brings the databases of the hosted modules up to date and ends.</summary>
internal static class Migrate
{
    public static async Task<int> Run(string[] args)
    {
        await using var app = BakeryHost.Build([.. args.Where(a => a != "migrate")]);
        await app.Services.GetRequiredService<Migrator>().Run(Console.Out, app.Lifetime.ApplicationStopping);
        return 0;
    }
}
