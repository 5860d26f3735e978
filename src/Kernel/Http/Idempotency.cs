using System.Security.Cryptography;
using System.Text;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Kernel.Http;

/// <summary>The answer given to a request that carried an <c>Idempotency-Key</c>; kept 7 days.</summary>
public sealed class IdempotencyRow : IPlatformOwned
{
    public Guid Caller { get; init; }
    public string Key { get; init; } = "";
    public string RequestHash { get; init; } = "";
    public int Status { get; private set; }
    public string? ContentType { get; private set; }
    public string? Location { get; private set; }
    public string? Etag { get; private set; }
    public byte[] Body { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; init; }

    internal void Answer(int status, string? contentType, string? location, string? etag, byte[] body) =>
        (Status, ContentType, Location, Etag, Body) = (status, contentType, location, etag, body);
}

/// <summary>
/// Runs a write with a key inside one transaction together with the row of its key: the same key and body get the first answer again, another
/// body is refused, and two at once wait for each other on the key's row. A request that failed leaves nothing, so it may be tried again.
/// </summary>
internal static class IdempotencyFilter
{
    public const string Header = "Idempotency-Key";

    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next) => context =>
    {
        var http = context.HttpContext;
        var key = http.Request.Headers[Header].FirstOrDefault();
        var database = http.GetEndpoint()!.Metadata.GetMetadata<OwnedBy>()!.Database;
        return string.IsNullOrEmpty(key) || database is null || HttpMethods.IsGet(http.Request.Method) ? next(context) : Keyed(context, next, key, database);
    };

    private static async ValueTask<object?> Keyed(EndpointFilterInvocationContext context, EndpointFilterDelegate next, string key, Type database)
    {
        var http = context.HttpContext;
        if (key.Length > 64) return Problem.Result(400, "validation_failed", $"{Header} has at most 64 characters.");
        var db = (ModuleDb)http.RequestServices.GetRequiredService(database);
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        var caller = db.Scope.Actor.Id ?? Guid.Empty;
        var hash = RequestHash.Of(http);
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        var taken = await db.Database.ExecuteSqlAsync(ModuleDb.Sql($$"""
            INSERT INTO {{db.Schema}}.idempotency (caller, key, request_hash, status, body, created_at) VALUES ({0}, {1}, {2}, 0, ''::bytea, {3}) ON CONFLICT DO NOTHING
            """, caller, key, hash, clock.GetUtcNow()), http.RequestAborted);
        var row = await db.Set<IdempotencyRow>().FirstAsync(r => r.Caller == caller && r.Key == key, http.RequestAborted);
        if (taken == 0) return row.RequestHash == hash ? Replay(http, row) : Problem.Result(422, "idempotency_key_reused", "This key was used for another request.");

        var (answer, body) = await Capture(context, next);
        if (answer.StatusCode >= 400) return new Bytes(answer.StatusCode, answer.ContentType, body); // rolled back: nothing happened
        row.Answer(answer.StatusCode, answer.ContentType, answer.Headers.Location.FirstOrDefault(), answer.Headers.ETag.FirstOrDefault(), body);
        await db.SaveChangesAsync(http.RequestAborted);
        await transaction.CommitAsync(http.RequestAborted);
        return new Bytes(answer.StatusCode, answer.ContentType, body);
    }

    private static async Task<(HttpResponse Answer, byte[] Body)> Capture(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var real = http.Response.Body;
        using var memory = new MemoryStream();
        http.Response.Body = memory;
        try
        {
            var result = await next(context) switch
            {
                IResult r => r,
                null => Results.NoContent(),
                var value => Results.Json(value),
            };
            await result.ExecuteAsync(http);
            await http.Response.BodyWriter.FlushAsync();
            return (http.Response, memory.ToArray());
        }
        finally
        {
            http.Response.Body = real;
        }
    }

    private static Bytes Replay(HttpContext http, IdempotencyRow row)
    {
        http.Response.Headers["Idempotency-Replayed"] = "true";
        if (row.Location is not null) http.Response.Headers.Location = row.Location;
        if (row.Etag is not null) http.Response.Headers.ETag = row.Etag;
        return new Bytes(row.Status, row.ContentType, row.Body);
    }

    private sealed class Bytes(int status, string? contentType, byte[] body) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            http.Response.StatusCode = status;
            if (body.Length == 0) return;
            http.Response.ContentType = contentType;
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}

/// <summary>Hashes the body of keyed writes before it is bound; the filter compares it.</summary>
internal static class RequestHash
{
    private static readonly object Slot = new();

    public static async Task Prepare(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers.ContainsKey(IdempotencyFilter.Header) && !HttpMethods.IsGet(http.Request.Method))
        {
            http.Request.EnableBuffering();
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            sha.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n"));
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0) sha.AppendData(buffer, 0, read);
            http.Request.Body.Position = 0;
            http.Items[Slot] = Convert.ToHexStringLower(sha.GetHashAndReset());
        }
        await next(http);
    }

    public static string Of(HttpContext http) => http.Items[Slot] as string ?? "";
}
