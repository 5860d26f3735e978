using Bakery.Kernel.Persistence;

namespace Bakery.Host.Verbs;

/// <summary>Brings the databases of the hosted modules up to date and ends; with <c>--pending</c> it only says (by 0) that nothing is to do.</summary>
internal static class Migrate
{
    public static async Task<int> Run(string[] args)
    {
        await using var app = BakeryHost.Build([.. args.Where(a => a is not ("migrate" or "--pending"))]);
        if (args.Contains("--pending")) return await app.Services.GetRequiredService<Migrator>().IsCurrent(app.Lifetime.ApplicationStopping) ? 0 : 1;
        await app.Services.GetRequiredService<Migrator>().Run(Console.Out, app.Lifetime.ApplicationStopping);
        return 0;
    }
}
