using Bakery.Kernel.Values;

namespace Bakery.Host.Verbs;

/// <summary>Starts the process and serves until it is told to stop.</summary>
internal static class Serve
{
    public static async Task<int> Run(string[] args)
    {
        var app = BakeryHost.Build([.. args.Where(a => a != "serve")]);
        // Some of the modules alone would speak to nobody.
        if (HostRole.Of(app.Configuration).IsService && app.Configuration["BAKERY_RABBITMQ"] is not { Length: > 0 })
            throw new RuleViolation("broker_not_configured", "MODULES names some of the modules: set BAKERY_RABBITMQ, so that they hear of one another, or host all of them.");
        await app.RunAsync();
        return 0;
    }
}
