using System.Text.Json;

namespace Bakery.External.Adapters;

/// <summary>Turns everything that can go wrong with an answer into one failure with a reason.</summary>
internal static class AdapterCall
{
    /// <summary>As <see cref="Named"/>, and the status page hears how it went.</summary>
    public static async Task<T> Guarded<T>(string adapter, AdapterHealth health, Func<Task<T>> read)
    {
        try
        {
            var answer = await Named(adapter, read);
            health.Succeeded(adapter);
            return answer;
        }
        catch (AdapterFailed failed)
        {
            health.Failed(adapter, failed.Reason);
            throw;
        }
    }

    /// <summary>Runs a call; whatever is wrong with its answer becomes <see cref="AdapterFailed"/>.</summary>
    public static async Task<T> Named<T>(string adapter, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        // The pipeline's own time-out and breaker exceptions are listed by their base types; rubbish throws whatever the parser meets first.
        catch (Exception e) when (e is HttpRequestException or JsonException or System.Xml.XmlException or FormatException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or ArgumentException
            or Polly.ExecutionRejectedException or TaskCanceledException { InnerException: TimeoutException } or IOException or InvalidDataException or NullReferenceException or OverflowException)
        {
            throw new AdapterFailed(adapter, Reason(e), e);
        }
    }

    private static string Reason(Exception e) => e switch
    {
        HttpRequestException { StatusCode: { } status } => $"http_{(int)status}",
        InvalidDataException => "rubbish",
        HttpRequestException or IOException => "unreachable",
        Polly.ExecutionRejectedException or TaskCanceledException => "timeout",
        _ => "rubbish",
    };
}
