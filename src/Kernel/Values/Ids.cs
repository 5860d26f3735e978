using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Bakery.Kernel.Values;

/// <summary>Makes ids: UUIDv7 from the clock (sortable by time) and UUIDv5 from a name (the same input always gives the same id).</summary>
public static class Ids
{
    /// <summary>A new UUIDv7 whose time part is the clock's instant.</summary>
    public static Guid New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>A UUIDv5 (RFC 9562 §5.5): SHA-1 of the namespace's bytes and the name.</summary>
    public static Guid From(Guid space, string name)
    {
        Span<byte> prefix = stackalloc byte[16];
        space.TryWriteBytes(prefix, bigEndian: true, out _);
        var hash = SHA1.HashData([.. prefix, .. Encoding.UTF8.GetBytes(name)]);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>A stable 64-bit number of a name, for PostgreSQL advisory locks.</summary>
    public static long LockKey(string name) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
