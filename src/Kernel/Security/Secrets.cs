using System.Security.Cryptography;
using System.Text;
using Bakery.Kernel.Values;
using Microsoft.Extensions.Configuration;

namespace Bakery.Kernel.Security;

/// <summary>
/// Encrypts what the database must not show (AES-256-GCM). The master key comes from <c>BAKERY_MASTER_KEY</c> (base64, 32 bytes) or the file
/// named by <c>BAKERY_MASTER_KEY_FILE</c>, never from code.
/// </summary>
public sealed class Secrets(IConfiguration configuration)
{
    private readonly Lazy<byte[]> master = new(() => Read(configuration));

    /// <summary>nonce (12) + tag (16) + cipher text; <paramref name="purpose"/> is bound to it.</summary>
    public byte[] Protect(string plain, string purpose)
    {
        var (nonce, tag, text) = (RandomNumberGenerator.GetBytes(12), new byte[16], Encoding.UTF8.GetBytes(plain));
        var cipher = new byte[text.Length];
        using var aes = new AesGcm(master.Value, 16);
        aes.Encrypt(nonce, text, cipher, tag, Encoding.UTF8.GetBytes(purpose));
        return [.. nonce, .. tag, .. cipher];
    }

    public string Reveal(byte[] secret, string purpose)
    {
        var plain = new byte[secret.Length - 28];
        using var aes = new AesGcm(master.Value, 16);
        aes.Decrypt(secret.AsSpan(0, 12), secret.AsSpan(28), secret.AsSpan(12, 16), plain, Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>HMAC-SHA256 of a content with a key made of the master key and the purpose: only this installation can have written it.</summary>
    public byte[] Sign(ReadOnlySpan<byte> content, string purpose) => HMACSHA256.HashData(KeyOf(purpose), content);

    /// <summary>False when the content or its signature was changed, or was never signed.</summary>
    public bool IsSigned(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature, string purpose) => CryptographicOperations.FixedTimeEquals(Sign(content, purpose), signature);

    private byte[] KeyOf(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Value, 32, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] Read(IConfiguration configuration)
    {
        var text = configuration["BAKERY_MASTER_KEY"] ?? (configuration["BAKERY_MASTER_KEY_FILE"] is { Length: > 0 } path ? File.ReadAllText(path).Trim() : null)
            ?? throw new RuleViolation("master_key_missing", "Set BAKERY_MASTER_KEY_FILE, or start with ./bakery up.");
        var key = Convert.FromBase64String(text);
        return key.Length == 32 ? key : throw new RuleViolation("master_key_missing", "The master key has not 32 bytes.");
    }
}

/// <summary>SHA-256 of a text's UTF-8 bytes as 64 lower-case hex digits.</summary>
public static class Sha256
{
    public static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Hash of a random token: tokens are long, so a plain SHA-256 is enough and can be looked up.</summary>
public static class TokenHash
{
    public static string Of(string token) => Sha256.Hex(token);
    public static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
