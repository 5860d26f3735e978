using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Tests.Api.Support;

internal static class SpokenMessages
{
    /// <summary>Says to a tenant what a module says, through that module's own outbox, and waits until all have heard it.</summary>
    public static async Task Say(this BakeryServer server, Guid tenant, string module, params IMessage[] messages)
    {
        await using (var scope = server.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant, Actor.System, Role.Owner);
            foreach (var message in messages) scope.ServiceProvider.GetRequiredService<IBus>().Publish(message);
            var producer = server.Services.GetRequiredService<ModuleRegistry>().Hosted.Single(m => m.Name == module);
            await ((ModuleDb)scope.ServiceProvider.GetRequiredService(producer.Database!)).SaveChangesAsync();
        }
        await server.Settled();
    }
}
