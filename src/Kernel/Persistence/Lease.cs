using Microsoft.EntityFrameworkCore;

namespace Bakery.Kernel.Persistence;

/// <summary>Named leases as rows of the module's schema: one holder at a time, free again when it stops renewing.</summary>
public static class Lease
{
    /// <summary>True when <paramref name="holder"/> holds the lease until now + <paramref name="length"/>: taken, renewed, or taken over after it ran out.</summary>
    public static async Task<bool> TryTake(ModuleDb db, string name, string holder, DateTimeOffset now, TimeSpan length, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync(ModuleDb.Sql($$"""
            INSERT INTO {{db.Schema}}.lease AS l (name, holder, until) VALUES ({0}, {1}, {2})
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE l.holder = excluded.holder OR l.until <= {3}
            """, name, holder, now + length, now), ct) == 1;

    public static Task Release(ModuleDb db, string name, string holder, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(ModuleDb.Sql($$"""DELETE FROM {{db.Schema}}.lease WHERE name = {0} AND holder = {1}""", name, holder), ct);
}
