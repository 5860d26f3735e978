using Bakery.Kernel.Modules;

namespace Bakery.Host.Verbs;

/// <summary>Prints the modules of this process with their messages, queries and jobs.</summary>
internal static class Modules
{
    public static async Task<int> Run(string[] args)
    {
        await using var app = BakeryHost.Build([.. args.Where(a => a != "modules")]);
        var registry = app.Services.GetRequiredService<ModuleRegistry>();
        Console.WriteLine($"{registry.Hosted.Count} modules, profile embedded");
        foreach (var module in registry.Hosted)
        {
            Console.WriteLine($"\n{module.Name}  (schema {module.Schema})");
            foreach (var (_, subscriber, message) in registry.Listening.Where(l => l.Module == module.Name && l.Message != "kernel.job.ticked"))
                Console.WriteLine($"  on   {message,-38} {subscriber}");
            foreach (var query in registry.Queries.Where(q => q.Namespace?.EndsWith(module.ModuleType.Namespace!.Split('.')[^1], StringComparison.Ordinal) == true))
                Console.WriteLine($"  asks {query.Name}");
            foreach (var (_, name) in registry.CronNames.Where(j => j.Module == module.Name)) Console.WriteLine($"  job  {name}");
        }
        return 0;
    }
}
