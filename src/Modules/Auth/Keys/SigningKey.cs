using System.Security.Cryptography;
using System.Text.Json;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Bakery.Auth.Keys;

/// <summary>A key pair of access tokens; the private half is encrypted with the master key.</summary>
internal sealed class SigningKey : IPlatformOwned
{
    public Guid Id { get; init; }

    [Sensitive]
    public byte[] PrivateKey { get; init; } = [];
    public string PublicJwk { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The newest key signs; older ones verify for as long as a token may live. A new key is made after 90 days.</summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, Secrets secrets, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim gate = new(1);
    private ECDsaSecurityKey? current;
    private DateTimeOffset until;

    public async Task<ECDsaSecurityKey> Current(CancellationToken ct)
    {
        if (current is { } known && clock.GetUtcNow() < until) return known;
        await gate.WaitAsync(ct);
        try
        {
            await using var services = scopes.CreateAsyncScope();
            var db = services.ServiceProvider.GetRequiredService<AuthDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.LockAsync("signing-key", ct); // two processes that start together make one key
            var now = clock.GetUtcNow();
            var row = await db.SigningKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).FirstOrDefaultAsync(ct);
            if (row is null || row.CreatedAt + Life < now)
            {
                row = Make(now);
                db.Add(row);
                await db.SaveChangesAsync(ct);
            }
            await transaction.CommitAsync(ct);
            var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(Convert.FromBase64String(secrets.Reveal(row.PrivateKey, row.Id.ToString())), out _);
            current = new ECDsaSecurityKey(ecdsa) { KeyId = row.Id.ToString() };
            until = now + Fresh;
            return current;
        }
        finally
        {
            gate.Release();
        }
    }

    private SigningKey Make(DateTimeOffset now)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Ids.New(clock);
        var point = ecdsa.ExportParameters(false).Q;
        var jwk = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["kty"] = "EC", ["crv"] = "P-256", ["use"] = "sig", ["alg"] = "ES256", ["kid"] = id.ToString(), ["x"] = Base64UrlEncoder.Encode(point.X!), ["y"] = Base64UrlEncoder.Encode(point.Y!),
        });
        return new SigningKey { Id = id, PrivateKey = secrets.Protect(Convert.ToBase64String(ecdsa.ExportPkcs8PrivateKey()), id.ToString()), PublicJwk = jwk, CreatedAt = now };
    }
}

internal static class Jwks
{
    public sealed record Response(IReadOnlyList<JsonElement> Keys);

    internal static async Task<Response> Handle(AuthDb db, KeyRing ring, CancellationToken ct)
    {
        await ring.Current(ct);
        return new Response([.. (await db.SigningKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).Take(3).Select(k => k.PublicJwk).ToListAsync(ct)).Select(j => JsonSerializer.Deserialize<JsonElement>(j))]);
    }

    internal static async Task<IReadOnlyList<PublicKey>> Answer(SigningKeys query, AuthDb db, KeyRing ring, CancellationToken ct)
    {
        await ring.Current(ct);
        return await db.SigningKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).Take(3).Select(k => new PublicKey(k.Id.ToString(), k.PublicJwk)).ToListAsync(ct);
    }
}
