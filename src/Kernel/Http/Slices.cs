using Bakery.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bakery.Kernel.Http;

/// <summary>Who may reach a group of routes at all.</summary>
public enum Audience { Tenant, Platform, Service }

/// <summary>The permission an endpoint asks for and the lowest role that holds it.</summary>
public sealed record Permission(string Code, Role Role);

/// <summary>Needs a signed-in user, no tenant role (own profile, list of own tenants).</summary>
public sealed record SignedIn;

/// <summary>Needs the platform's own administrators.</summary>
public sealed record PlatformAdmin;

/// <summary>A stable error code that an endpoint may answer, for the API document and the texts.</summary>
public sealed record DeclaredProblem(string Code, int Status);

/// <summary>The module that owns an endpoint.</summary>
public sealed record OwnedBy(string Module, Type? Database, Audience Audience);

/// <summary>A stored file or export is uploaded: up to 50 MB instead of 10.</summary>
public sealed record LargeUpload;

/// <summary>A browser's WebSocket opens it by a ticket in <c>?ticket=</c>, because it cannot send a header; the ticket gives a viewer's rights.</summary>
public sealed record TicketOpens;

/// <summary>A paired tablet of the floor may do this; it may do nothing else.</summary>
public sealed record OpenToFloor;

/// <summary>Writes that cannot be repeated with the same result, with the reason shown in the API document.</summary>
public sealed record NotIdempotent(string Reason);

/// <summary>Maps slices: one line per use case, named after the slice's class.</summary>
public sealed class Slices(RouteGroupBuilder group, string module, Type? database, Audience audience)
{
    private readonly RouteGroupBuilder group = Prepare(group, module, database, audience);

    public RouteHandlerBuilder Get(string path, Delegate handler, string summary) => Add(HttpMethods.Get, path, handler, summary);
    public RouteHandlerBuilder Post(string path, Delegate handler, string summary) => Add(HttpMethods.Post, path, handler, summary);
    public RouteHandlerBuilder Put(string path, Delegate handler, string summary) => Add(HttpMethods.Put, path, handler, summary);
    public RouteHandlerBuilder Patch(string path, Delegate handler, string summary) => Add(HttpMethods.Patch, path, handler, summary);
    public RouteHandlerBuilder Delete(string path, Delegate handler, string summary) => Add(HttpMethods.Delete, path, handler, summary);

    private RouteHandlerBuilder Add(string verb, string path, Delegate handler, string summary)
    {
        // Several handlers of one slice (list filters, verbs) are told apart by their method's name.
        var name = handler.Method.DeclaringType!.Name + (handler.Method.Name == "Handle" ? "" : handler.Method.Name);
        return RouteHandlerServices.Map(group, path, handler, [verb], RequestDelegateFactory.InferMetadata, AtFirstCall).WithName($"{module}.{name}").WithSummary(summary).WithTags(module);
    }

    // What reads a request and writes its answer is compiled when it is first called: for every route at the start it takes longer than all the rest.
    private static RequestDelegateResult AtFirstCall(Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? known)
    {
        var made = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, known).RequestDelegate);
        return new RequestDelegateResult(http => made.Value(http), known!.EndpointMetadata);
    }

    private static RouteGroupBuilder Prepare(RouteGroupBuilder group, string module, Type? database, Audience audience)
    {
        group.WithMetadata(new OwnedBy(module, database, audience));
        group.AddEndpointFilterFactory(ValidationFilter.Create);
        group.AddEndpointFilterFactory(IdempotencyFilter.Create);
        group.AddEndpointFilter(EtagFilter.Apply);
        foreach (var status in audience == Audience.Tenant ? new[] { 400, 401, 403, 429, 404 } : [400, 401, 403, 429]) group.ProducesProblem(status);
        return group;
    }
}

/// <summary>What a route line says about itself.</summary>
public static class SliceMetadata
{
    /// <summary>Permission code without the module's name, e.g. <c>items.write</c>, and the lowest role that holds it.</summary>
    public static RouteHandlerBuilder Permit(this RouteHandlerBuilder route, Role role, string code)
    {
        route.Add(endpoint => endpoint.Metadata.Add(new Permission($"{endpoint.Metadata.OfType<OwnedBy>().Last().Module}.{code}", role)));
        return route;
    }

    public static RouteHandlerBuilder ForSignedIn(this RouteHandlerBuilder route) => route.WithMetadata(new SignedIn());
    public static RouteHandlerBuilder ForPlatformAdmin(this RouteHandlerBuilder route) => route.WithMetadata(new PlatformAdmin());
    public static RouteHandlerBuilder ForAnyone(this RouteHandlerBuilder route) => route.AllowAnonymous();

    public static RouteHandlerBuilder OpenedByTicket(this RouteHandlerBuilder route) => route.WithMetadata(new TicketOpens());

    public static RouteHandlerBuilder OnFloor(this RouteHandlerBuilder route) => route.WithMetadata(new OpenToFloor());

    /// <summary>Declares the codes of <see cref="Values.RuleViolation"/> that the slice throws.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder route, int status, params string[] codes)
    {
        foreach (var code in codes) route.WithMetadata(new DeclaredProblem(code, status));
        return route.ProducesProblem(status);
    }

    /// <summary>The slice takes <see cref="IfMatch"/>: 412 and 428 are declared.</summary>
    public static RouteHandlerBuilder Versioned(this RouteHandlerBuilder route) => route.Problems(412, "version_conflict").Problems(428, "precondition_required");

    public static RouteHandlerBuilder Upload(this RouteHandlerBuilder route) => route.WithMetadata(new LargeUpload()).DisableAntiforgery();
    public static RouteHandlerBuilder Repeats(this RouteHandlerBuilder route, string reason) => route.WithMetadata(new NotIdempotent(reason));
}
