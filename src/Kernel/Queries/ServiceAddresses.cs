using Microsoft.Extensions.Configuration;

namespace Bakery.Kernel.Queries;

/// <summary>Where other processes answer: <c>BAKERY_SERVICE_URL</c> with <c>{service}</c> in it, or <c>BAKERY_SERVICE_URL_INVENTORY</c> for one of them.</summary>
public sealed class ServiceAddresses(IConfiguration configuration)
{
    public Uri Of(string service) => new(configuration[$"BAKERY_SERVICE_URL_{service.Replace('-', '_').ToUpperInvariant()}"]
        ?? (configuration["BAKERY_SERVICE_URL"] ?? "http://{service}-service:8000").Replace("{service}", service));
}
