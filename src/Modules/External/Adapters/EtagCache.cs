using System.Net;

namespace Bakery.External.Adapters;

/// <summary>Answers with an ETag, remembered by address; the oldest go first when there are too many.</summary>
internal sealed class EtagMemory
{
    public const int MostAnswers = 200;
    public const int LargestBody = 4 * 1024 * 1024;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Remembered> answers = [];
    private readonly Queue<string> order = new();

    public Remembered? Find(string address)
    {
        lock (gate) return answers.GetValueOrDefault(address);
    }

    public void Keep(string address, Remembered answer)
    {
        if (answer.Body.Length > LargestBody) return;
        lock (gate)
        {
            if (!answers.ContainsKey(address)) order.Enqueue(address);
            answers[address] = answer;
            while (order.Count > MostAnswers) answers.Remove(order.Dequeue());
        }
    }

    internal sealed record Remembered(string Etag, byte[] Body, string? MediaType);
}

/// <summary>
/// Asks with If-None-Match for what is remembered and turns a 304 into the remembered answer. The body is read here, inside the time-out of
/// the try, so that a source that falls silent after its headers is a time-out too.
/// </summary>
internal sealed class EtagCache(EtagMemory memory) : DelegatingHandler
{
    /// <summary>Set on requests whose body is too large to be held.</summary>
    public static readonly HttpRequestOptionsKey<bool> Streamed = new("streamed");

    /// <summary>No answer that is read whole is larger than this.</summary>
    private const int LargestAnswer = 32 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (request.Options.TryGetValue(Streamed, out var streamed) && streamed) return await base.SendAsync(request, ct);
        var address = request.Method == HttpMethod.Get ? request.RequestUri?.AbsoluteUri : null;
        var known = address is null ? null : memory.Find(address);
        request.Headers.Remove("If-None-Match"); // a retry sends the same request again
        if (known is not null) request.Headers.TryAddWithoutValidation("If-None-Match", known.Etag);
        var answer = await base.SendAsync(request, ct);
        if (answer.StatusCode == HttpStatusCode.NotModified && known is not null)
        {
            answer.Dispose();
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = Body(known) };
        }
        await answer.Content.LoadIntoBufferAsync(LargestAnswer, ct);
        if (address is not null && answer is { StatusCode: HttpStatusCode.OK, Headers.ETag: { } tag })
            memory.Keep(address, new EtagMemory.Remembered(tag.ToString(), await answer.Content.ReadAsByteArrayAsync(ct), answer.Content.Headers.ContentType?.MediaType));
        return answer;
    }

    private static ByteArrayContent Body(EtagMemory.Remembered known)
    {
        var content = new ByteArrayContent(known.Body);
        if (known.MediaType is not null) content.Headers.ContentType = new(known.MediaType);
        return content;
    }
}
