using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;

namespace Bakery.Contracts.Shared;

/// <summary>A scanned paper that somebody uploads: a PDF, a JPEG or a PNG of at most 10 MB.</summary>
public static class ScannedPaper
{
    private const int Largest = 10 * 1024 * 1024;

    /// <summary>Reads it. Its kind is told by its first bytes, whatever its name says. Throws <c>file_kind_unknown</c>.</summary>
    public static async Task<(string ContentType, byte[] Content)> Read(IFormFile file, CancellationToken ct)
    {
        if (file.Length is 0 or > Largest) throw RuleViolation.Invalid("file", "A file has at most 10 MB.");
        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(content, ct);
        return (KindOf(content) ?? throw new RuleViolation("file_kind_unknown", "A PDF, a JPEG or a PNG."), content);
    }

    /// <summary>Reads a photo: a JPEG or a PNG. Throws <c>file_kind_unknown</c>.</summary>
    public static async Task<(string ContentType, byte[] Content)> ReadPhoto(IFormFile file, CancellationToken ct)
    {
        var read = await Read(file, ct);
        return read.ContentType.StartsWith("image/", StringComparison.Ordinal) ? read : throw new RuleViolation("file_kind_unknown", "A JPEG or a PNG.");
    }

    private static string? KindOf(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? "application/pdf"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? "image/png"
        : null;
}
