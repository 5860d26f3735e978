using System.Diagnostics;
using System.Text.Json;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Bakery.Kernel.Http;

/// <summary>RFC 9457 problem details with the product's stable <c>code</c> and <c>trace_id</c>.</summary>
public static class Problem
{
    public static IResult Result(int status, string code, string detail, IReadOnlyDictionary<string, object?>? extra = null) => TypedResults.Problem(Details(status, code, detail, extra));

    internal static ProblemDetails Details(int status, string code, string detail, IReadOnlyDictionary<string, object?>? extra = null)
    {
        var problem = new ProblemDetails { Status = status, Title = code.Replace('_', ' '), Detail = detail, Type = $"https://bakery-ia.example/problems/{code}" };
        problem.Extensions["code"] = code;
        problem.Extensions["trace_id"] = Activity.Current?.TraceId.ToString();
        foreach (var (key, value) in extra ?? new Dictionary<string, object?>()) problem.Extensions[key] = value;
        return problem;
    }

    /// <summary>The code of answers that the framework makes without a body.</summary>
    internal static (string Code, string Detail) OfStatus(int status) => status switch
    {
        400 => ("validation_failed", "The request could not be read."),
        401 => ("unauthenticated", "Sign in first."),
        403 => ("forbidden", "This is not allowed."),
        404 => ("not_found", "Nothing is here."),
        405 => ("method_not_allowed", "This address does not take that method."),
        413 => ("too_large", "The request is larger than allowed."),
        415 => ("unsupported_media_type", "Send JSON, or the media type named in the API document."),
        429 => ("rate_limited", "Too many requests; try again later."),
        _ => ("unexpected", "Something went wrong."),
    };
}

/// <summary>Turns exceptions into problem details; what nobody expected answers 500 with a trace id only.</summary>
internal sealed class ProblemHandler(ILogger<ProblemHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception error, CancellationToken ct)
    {
        if (http.RequestAborted.IsCancellationRequested && error is OperationCanceledException)
        {
            http.Response.StatusCode = 499;
            return true;
        }
        var problem = error switch
        {
            RuleViolation rule => Problem.Details(rule.Status, rule.Code, rule.Message, rule.Extra),
            BadHttpRequestException { StatusCode: 413 or 415 } known when Problem.OfStatus(known.StatusCode) is var (code, detail) => Problem.Details(known.StatusCode, code, detail),
            BadHttpRequestException bad => Problem.Details(400, "validation_failed", Reason(bad), Field(bad)),
            InvalidDataException or System.Text.DecoderFallbackException => Problem.Details(400, "validation_failed", "The request could not be read."),
            DbUpdateConcurrencyException => Problem.Details(412, "version_conflict", "Somebody else changed this meanwhile."),
            _ when Postgres(error) is { } database => database,
            _ => null,
        };
        if (problem is null)
        {
            log.LogError(error, "Unexpected error on {Method} {Path}", http.Request.Method, http.Request.Path);
            problem = Problem.Details(500, "unexpected", "Something went wrong. Tell the trace id to support.");
        }
        http.Response.StatusCode = problem.Status!.Value;
        if (error is RuleViolation { RetryAfter: { } wait }) http.Response.Headers.RetryAfter = $"{wait.TotalSeconds:0}";
        await http.Response.WriteAsJsonAsync(problem, problem.GetType(), Wire.Lenient, "application/problem+json", ct);
        return true;
    }

    private static ProblemDetails? Postgres(Exception error) => (error as PostgresException ?? error.InnerException as PostgresException) switch
    {
        { SqlState: PostgresErrorCodes.UniqueViolation } e => Problem.Details(409, "duplicate", $"This exists already ({e.ConstraintName})."),
        { SqlState: PostgresErrorCodes.ForeignKeyViolation } => Problem.Details(409, "in_use", "Something else refers to this."),
        { SqlState: PostgresErrorCodes.CheckViolation } => Problem.Details(400, "validation_failed", "A value is outside its range."),
        // Class 22: data exceptions such as a number out of range, a NUL character, a value too long.
        { SqlState: ['2', '2', ..] } => Problem.Details(400, "validation_failed", "A value is too long, too large or not allowed."),
        { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => Problem.Details(409, "busy", "Two changes met; try again."),
        _ => null,
    };

    private static string Reason(BadHttpRequestException bad) => bad.InnerException is JsonException json
        ? $"The JSON is not what is expected at {json.Path ?? "$"}."
        : bad.Message;

    private static Dictionary<string, object?>? Field(BadHttpRequestException bad) => bad.InnerException is JsonException { Path: { Length: > 2 } path } json
        ? new() { ["errors"] = new Dictionary<string, string[]> { [path.TrimStart('$', '.')] = [json.Message.Split(". Path")[0]] } }
        : null;
}
