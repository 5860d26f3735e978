using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;

namespace Bakery.External.Adapters;

/// <summary>
/// Asks with If-None-Match for what is remembered and turns a 304 into the remembered answer; of several replicas each knows what one was told.
/// The body is read here, inside the time-out of the try, so that a source that falls silent after its headers is a time-out too.
/// </summary>
internal sealed class EtagCache(HybridCache cache) : DelegatingHandler
{
    /// <summary>Set on requests whose body is too large to be held.</summary>
    public static readonly HttpRequestOptionsKey<bool> Streamed = new("streamed");

    /// <summary>No answer that is read whole is larger than this.</summary>
    private const int LargestAnswer = 32 * 1024 * 1024;

    private static readonly HybridCacheEntryOptions OnlyLook = new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData };
    private static readonly HybridCacheEntryOptions ForADay = new() { Expiration = TimeSpan.FromDays(1), LocalCacheExpiration = TimeSpan.FromDays(1) };

    internal sealed record Remembered(string Etag, byte[] Body, string? MediaType);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (request.Options.TryGetValue(Streamed, out var streamed) && streamed) return await base.SendAsync(request, ct);
        // Hashed: an address may be long and may hold a key.
        var name = request is { RequestUri: { } address } && request.Method == HttpMethod.Get ? "external.etag." + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri))) : null;
        var known = name is null ? null : await cache.GetOrCreateAsync(name, _ => ValueTask.FromResult<Remembered?>(null), OnlyLook, cancellationToken: ct);
        request.Headers.Remove("If-None-Match"); // a retry sends the same request again
        if (known is not null) request.Headers.TryAddWithoutValidation("If-None-Match", known.Etag);
        var answer = await base.SendAsync(request, ct);
        if (answer.StatusCode == HttpStatusCode.NotModified && known is not null)
        {
            answer.Dispose();
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = Body(known) };
        }
        await answer.Content.LoadIntoBufferAsync(LargestAnswer, ct);
        if (name is not null && answer is { StatusCode: HttpStatusCode.OK, Headers.ETag: { } tag })
            await cache.SetAsync(name, new Remembered(tag.ToString(), await answer.Content.ReadAsByteArrayAsync(ct), answer.Content.Headers.ContentType?.MediaType), ForADay, cancellationToken: ct);
        return answer;
    }

    private static ByteArrayContent Body(Remembered known)
    {
        var content = new ByteArrayContent(known.Body);
        if (known.MediaType is not null) content.Headers.ContentType = new(known.MediaType);
        return content;
    }
}
