using System.IO.Compression;
using System.Text.Json;

namespace Bakery.Forecast.Pooled;

/// <summary>A pooled model as bytes: JSON, compressed with Brotli.</summary>
public static class PooledModelFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The bytes of a model.</summary>
    public static byte[] Write(PooledModel model)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(packed, model, Options);
        }

        return bytes.ToArray();
    }

    /// <summary>The model of some bytes. Check who wrote them before.</summary>
    /// <exception cref="InvalidDataException">They are no model.</exception>
    public static PooledModel Read(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        try
        {
            using var packed = new BrotliStream(new MemoryStream(content), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<PooledModel>(packed, Options) ?? throw new InvalidDataException("The model is empty.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("These bytes are no model.", e);
        }
    }
}
