#pragma warning disable EF1001 // The executor is the one place that sees how many batches a save has; the package is pinned and the conformance suite runs over it.
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.EntityFrameworkCore.Update.Internal;

namespace Bakery.Kernel.Persistence;

/// <summary>
/// Sends a save that only adds rows, and fits one batch, without the two round trips of a transaction: PostgreSQL commits the statements of one batch together or not at all
/// (protocol, "Pipelining": they run up to the next Sync in an implicit transaction). An update or delete may find its row changed, which EF sees only afterwards: those keep theirs.
/// </summary>
internal sealed class OneRoundTrip(ICurrentDbContext current, IDiagnosticsLogger<DbLoggerCategory.Update> log) : BatchExecutor(current, log)
{
    public override async Task<int> ExecuteAsync(IEnumerable<ModificationCommandBatch> batches, IRelationalConnection connection, CancellationToken ct = default)
    {
        using var ahead = batches.GetEnumerator();
        if (!ahead.MoveNext()) return 0;
        var first = ahead.Current;
        if (CurrentContext.Context is not ModuleDb db) return await base.ExecuteAsync(Rest(first, ahead), connection, ct);
        await connection.OpenAsync(ct);
        try
        {
            if (connection.CurrentTransaction is not null || first.AreMoreBatchesExpected || first.ModificationCommands.Any(c => c.EntityState != EntityState.Added))
                return await base.ExecuteAsync(Rest(first, ahead), connection, ct);
            await RowSecurity.Tell(connection.DbConnection, null, db, ct);
            await first.ExecuteAsync(connection, ct);
            return first.ModificationCommands.Count;
        }
        catch
        {
            db.HasFailed = true;
            throw;
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    private static IEnumerable<ModificationCommandBatch> Rest(ModificationCommandBatch first, IEnumerator<ModificationCommandBatch> ahead)
    {
        yield return first;
        while (ahead.MoveNext()) yield return ahead.Current;
    }
}
