using Bakery.Kernel.Tenancy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Kernel.Http;

/// <summary>
/// The one place where HTTP enters a tenant: checks the token, the tenant of the path and the permission of the endpoint, and fills the scope.
/// An endpoint without a stated permission is open to nobody.
/// </summary>
internal static class AccessCheck
{
    /// <summary>Runs before the body and the query are read, so that a stranger learns nothing from their errors.</summary>
    public static async Task Enter(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata is not { } metadata || metadata.GetMetadata<OwnedBy>() is not { } owner)
        {
            await next(http);
            return;
        }
        if (await Refuse(http, metadata, owner) is { } refusal) await refusal.ExecuteAsync(http);
        else await next(http);
    }

    private static async Task<IResult?> Refuse(HttpContext http, EndpointMetadataCollection metadata, OwnedBy owner)
    {
        var caller = Caller.From(http.User);
        var scope = http.RequestServices.GetRequiredService<TenantScope>();
        var correlation = RequestIds.Of(http);
        Guid? tenant = null;
        Role? role = null;
        if (metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            if (caller is null && await Ticketed(http, metadata) is { } watched)
            {
                scope.Enter(watched, Actor.System, Role.Viewer, correlation);
                return null;
            }
            if (caller is null) return Problem.Result(401, "unauthenticated", "Sign in first.");
            if (http.RequestServices.GetRequiredService<Revocations>().IsRevoked(caller.SessionId)) return Problem.Result(401, "unauthenticated", "This session has ended.");
            if (owner.Audience == Audience.Service && !caller.IsService) return Problem.Result(403, "forbidden", "Only services may call this.");
            if (metadata.GetMetadata<PlatformAdmin>() is not null && !caller.IsPlatformAdmin) return Problem.Result(403, "forbidden", "Only the platform's administrators may do this.");
            if (caller.IsFloor && metadata.GetMetadata<OpenToFloor>() is null) return Problem.Result(403, "forbidden", "A device of the floor may not do this.");
            if (owner.Audience == Audience.Tenant)
            {
                tenant = Guid.TryParse(http.Request.RouteValues["tenant_id"] as string, out var id) ? id : null;
                var membership = caller.Tenants.FirstOrDefault(t => t.Id == tenant);
                // 404, not 403: another tenant's existence is nobody's business.
                if (tenant is null || (membership is null && !caller.IsPlatformAdmin && !caller.IsService)) return Problem.Result(404, "not_found", "Unknown tenant.");
                role = membership?.Role ?? Role.Owner;
                if (metadata.GetMetadata<Permission>() is not { } permission) return Problem.Result(403, "forbidden", "This operation states no permission.");
                if (role < permission.Role)
                    return Problem.Result(403, "forbidden", $"This needs the role {permission.Role.ToString().ToLowerInvariant()}.");
                if (membership is { ReadOnly: true } && !HttpMethods.IsGet(http.Request.Method) && owner.Module is not ("auth" or "tenant"))
                    return Problem.Result(403, "tenant_read_only", "This organisation is read-only.");
            }
        }
        scope.Enter(tenant, caller?.Actor ?? Actor.System, role, correlation, null, http.Connection.RemoteIpAddress?.ToString(), http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null);
        return null;
    }

    // The tenant of the path, when a ticket of one of its people opens this endpoint to viewers.
    private static async Task<Guid?> Ticketed(HttpContext http, EndpointMetadataCollection metadata)
    {
        if (metadata.GetMetadata<TicketOpens>() is null || metadata.GetMetadata<Permission>() is not { Role: Role.Viewer } || http.Request.Query["ticket"].FirstOrDefault() is not { Length: > 0 } ticket) return null;
        var tenants = await http.RequestServices.GetRequiredService<IStreamTickets>().Take(ticket);
        return Guid.TryParse(http.Request.RouteValues["tenant_id"] as string, out var tenant) && tenants?.Contains(tenant) == true ? tenant : null;
    }
}
