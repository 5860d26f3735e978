using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;

namespace Bakery.Kernel.Http;

/// <summary>The <c>If-Match</c> header of a change. A slice takes it as a parameter and calls <see cref="Require"/>.</summary>
public readonly record struct IfMatch(string? Tag)
{
    public static ValueTask<IfMatch> BindAsync(HttpContext context) => ValueTask.FromResult(new IfMatch(context.Request.Headers.IfMatch.FirstOrDefault()));

    /// <summary>428 without the header; 412 with the current resource in <c>current</c> when it names another version.</summary>
    public void Require(IVersioned entity, Func<object> current)
    {
        if (string.IsNullOrEmpty(Tag)) throw new RuleViolation("precondition_required", "Send If-Match with the ETag you have read.", 428);
        if (Tag != "*" && Tag.Trim('"') != entity.Version.ToString(System.Globalization.CultureInfo.InvariantCulture))
            throw new RuleViolation("version_conflict", "Somebody else changed this meanwhile.", 412, new Dictionary<string, object?> { ["current"] = current() });
    }
}

/// <summary>Sets the ETag of every answer whose body carries a version.</summary>
internal static class EtagFilter
{
    public static async ValueTask<object?> Apply(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var body = result is IValueHttpResult { Value: { } value } ? value : result;
        if (body is IVersioned versioned) context.HttpContext.Response.Headers.ETag = $"\"{versioned.Version}\"";
        return result;
    }
}
