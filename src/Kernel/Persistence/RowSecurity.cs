using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Bakery.Kernel.Persistence;

/// <summary>
/// Tells PostgreSQL for whom the connection works, so that row-level security holds even where a filter is missing. A read carries the setting
/// in front of its own text (one round trip); a transaction sets it when it begins, a save without one before it (<see cref="OneRoundTrip"/>).
/// </summary>
internal sealed class RowSecurity : DbCommandInterceptor, IDbTransactionInterceptor
{
    private const string Prefix = "SET bakery.tenant = '";

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result) => Mark(command, data, result);
    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData data, InterceptionResult<object> result) => Mark(command, data, result);
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData data, InterceptionResult<int> result) => Mark(command, data, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken ct = default) =>
        ValueTask.FromResult(Mark(command, data, result));
    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<object> result, CancellationToken ct = default) =>
        ValueTask.FromResult(Mark(command, data, result));
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<int> result, CancellationToken ct = default) =>
        ValueTask.FromResult(Mark(command, data, result));

    public async ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData data, DbTransaction result, CancellationToken ct = default)
    {
        if (data.Context is ModuleDb db) await Tell(connection, result, db, ct);
        return result;
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default)
    {
        if (data.Context is ModuleDb db) db.Committed();
        return Task.CompletedTask;
    }

    // SaveChanges reads its results by position, and its connection was told before: it is left alone.
    private static InterceptionResult<T> Mark<T>(DbCommand command, CommandEventData data, InterceptionResult<T> result)
    {
        if (data.Context is ModuleDb db && data.CommandSource is not CommandSource.SaveChanges and not CommandSource.Migrations && !command.CommandText.StartsWith(Prefix, StringComparison.Ordinal))
        {
            command.CommandText = $"{Prefix}{db.Scope.RowSecurity}'; {command.CommandText}";
            db.Told = db.Scope.RowSecurity;
        }
        return result;
    }

    /// <summary>Tells a connection, or the transaction that has begun on it, for whom it works from here on.</summary>
    internal static async Task Tell(DbConnection connection, DbTransaction? transaction, ModuleDb db, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"{Prefix}{db.Scope.RowSecurity}'";
        db.Told = db.Scope.RowSecurity;
        await command.ExecuteNonQueryAsync(ct);
    }
}
