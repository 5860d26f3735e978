using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Bakery.Kernel.Persistence;

/// <summary>
/// A statement that fails in the call in which Npgsql prepares it stays half known to its connection, and breaks the next one that uses it (npgsql/npgsql#6391):
/// a connection on which something failed or was cancelled forgets its prepared statements before it goes back to the pool.
/// </summary>
internal sealed class FailedStatements : DbCommandInterceptor, IDbConnectionInterceptor
{
    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default) => Note(eventData);

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default) => Note(eventData);

    public ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData data, InterceptionResult result)
    {
        if (data.Context is not ModuleDb { HasFailed: true } db) return ValueTask.FromResult(result);
        db.HasFailed = false;
        try
        {
            ((NpgsqlConnection)connection).UnprepareAll();
        }
        catch (Exception broken) when (broken is NpgsqlException or InvalidOperationException)
        {
            // It broke meanwhile: the pool makes another one.
        }
        return ValueTask.FromResult(result);
    }

    private static Task Note(DbContextEventData data)
    {
        (data.Context as ModuleDb)?.HasFailed = true;
        return Task.CompletedTask;
    }
}
