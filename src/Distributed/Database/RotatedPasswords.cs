using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Bakery.Distributed.Database;

/// <summary>
/// Opens a connection again whose password was refused: while one is rotated (docs/secret-rotation.md), the role and the file that the password is read
/// from change one after the other.
/// </summary>
internal sealed class RotatedPasswords : DbConnectionInterceptor
{
    private const int Tries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await connection.OpenAsync(cancellationToken);
                return InterceptionResult.Suppress();
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword && attempt < Tries)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
