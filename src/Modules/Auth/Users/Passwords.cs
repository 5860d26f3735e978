using System.Security.Cryptography;
using System.Text;
using Bakery.Kernel.Values;
using Konscious.Security.Cryptography;

namespace Bakery.Auth.Users;

/// <summary>Argon2id with 19 MiB and two passes (OWASP password storage, minimum configuration), and the rules of a password.</summary>
internal static class Passwords
{
    private const int MemoryKiB = 19 * 1024;
    private const int Passes = 2;

    // The passwords that lists of leaks begin with; a longer list is checked by their lower-case form too.
    private static readonly HashSet<string> Common =
    [
        "1234567890", "12345678910", "password123", "password1234", "qwertyuiop", "qwerty12345", "contraseña", "contrasena1", "contraseña1", "administrador", "administrator", "iloveyou123",
        "1q2w3e4r5t", "abcdefghij", "0987654321", "panaderia1", "panaderia123", "okindegia1", "bakery1234", "letmein1234", "welcome123", "1111111111", "0000000000", "123123123123", "qazwsxedcrfv",
    ];

    /// <summary>Throws <c>password_weak</c>.</summary>
    public static void Check(string password, string email)
    {
        if (password.Length < 10) throw Weak("At least 10 characters.");
        if (password.Length > 200) throw Weak("At most 200 characters.");
        if (Common.Contains(password.ToLowerInvariant())) throw Weak("This password is on every list of stolen ones.");
        var local = email.Split('@')[0];
        if (password.Contains(email, StringComparison.OrdinalIgnoreCase) || (local.Length > 3 && password.Contains(local, StringComparison.OrdinalIgnoreCase))) throw Weak("It must not contain the e-mail address.");
    }

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"argon2id$v=19$m={MemoryKiB},t={Passes},p=1${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt))}";
    }

    /// <summary>Takes the same time for an unknown user (<paramref name="stored"/> null) as for a wrong password.</summary>
    public static bool Verify(string password, string? stored)
    {
        var parts = stored?.Split('$');
        var salt = parts is null ? new byte[16] : Convert.FromBase64String(parts[3]);
        var derived = Derive(password, salt);
        return parts is not null && CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(parts[4]));
    }

    private static byte[] Derive(string password, byte[] salt)
    {
        using var argon = new Argon2id(Encoding.UTF8.GetBytes(password)) { Salt = salt, MemorySize = MemoryKiB, Iterations = Passes, DegreeOfParallelism = 1 };
        return argon.GetBytes(32);
    }

    private static RuleViolation Weak(string detail) => new("password_weak", detail, 422, new Dictionary<string, object?> { ["errors"] = new Dictionary<string, string[]> { ["password"] = [detail] } });
}
