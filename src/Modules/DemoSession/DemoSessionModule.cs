using Bakery.DemoSession.Sessions;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.DemoSession;

/// <summary>Isolated demo organisations with generated content that vanish by themselves.</summary>
public sealed class DemoSessionModule : IModule
{
    public string Name => "demo-session";

    public void Configure(ModuleBuilder module)
    {
        module.Store<DemoSessionDb>();
        module.Services.AddSingleton<DemoBackend>();
        module.PlatformRoutes("demo", r =>
        {
            r.Get("accounts", DemoAccounts.Handle, "Lists the kinds of demo").ForAnyone();
            r.Post("sessions", StartDemo.Handle, "Starts a demo: an organisation of its own with generated content").ForAnyone().LimitedAsSignIn().Problems(429, "demo_limit").Repeats("every demo is another one");
            r.Get("sessions/{id:guid}", ShowDemo.Handle, "Shows whether a demo is ready and when it ends").ForAnyone().Problems(404, "not_found");
            r.Post("sessions/{id:guid}/extend", ExtendDemo.Handle, "Gives a demo half an hour more, four times at most").ForAnyone().Problems(404, "not_found").Problems(409, "demo_not_extendable");
            r.Delete("sessions/{id:guid}", EndDemo.Handle, "Ends a demo").ForAnyone().Problems(404, "not_found");
            r.Get("stats", DemoStats.Handle, "Counts demos by state").ForPlatformAdmin();
        });
        module.On<DemoRequested>(OnDemoRequested.Handle);
        module.Cron("expire", "*/5 * * * *", ExpireDemos.Handle);
    }
}
