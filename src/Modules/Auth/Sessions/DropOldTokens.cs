using Bakery.Kernel.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Auth.Sessions;

/// <summary>Forgets refresh tokens and failures that can no longer matter.</summary>
internal static class DropOldTokens
{
    internal static async Task Handle(JobTicked tick, AuthDb db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.RefreshTokens.Where(t => t.ExpiresAt < now.AddDays(-1)).ExecuteDeleteAsync(ct);
        await db.Failures.Where(f => f.At < now.AddDays(-1)).ExecuteDeleteAsync(ct);
    }
}
