using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;

namespace Bakery.Host.Gateway;

/// <summary>The role <c>MODULES=gateway</c>: the pipeline of every process, with the proxy step at its end.</summary>
internal static class GatewayHosting
{
    public static void Add(IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddHttpClient();
        services.AddSingleton<Forwarding>();
    }

    public static void Map(WebApplication app)
    {
        app.UseBakeryPipeline(passesOn: true);
        Health.Map(app);
        ServiceHealth.Map(app);
        LiveEvents.Map(app);
        app.Map("/{**path}", (HttpContext http, Forwarding forwarding) => forwarding.Forward(http)).AllowAnonymous().ExcludeFromDescription();
    }
}
