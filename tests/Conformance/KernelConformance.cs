using Bakery.Kernel.Audit;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bakery.Tests.Conformance;

/// <summary>Tenancy, audit, leases and queries on a real PostgreSQL.</summary>
public sealed class KernelConformance(Cluster cluster)
{
    private static ProbeDb As(AsyncServiceScope scope, Guid tenant)
    {
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant, Actor.System);
        return scope.ServiceProvider.GetRequiredService<ProbeDb>();
    }

    private static async Task Write(ProbeHost host, Guid tenant, string note)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = As(scope, tenant);
        db.Leave("x", note, TimeProvider.System);
        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task Raw_sql_under_another_tenant_or_none_sees_nothing()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster);
        await Write(host, ProbeHost.Tenant, "secret");
        await using var connection = new NpgsqlConnection(host.OwnerConnection.Replace("bakery_owner", "bakery_app"));
        await connection.OpenAsync();
        async Task<long> Count() => (long)(await new NpgsqlCommand("SELECT count(*) FROM probe.effect", connection).ExecuteScalarAsync())!;
        Assert.Equal(0, await Count());
        await new NpgsqlCommand($"SET bakery.tenant = '{Guid.CreateVersion7()}'", connection).ExecuteNonQueryAsync();
        Assert.Equal(0, await Count());
        Assert.Equal(0, await new NpgsqlCommand("UPDATE probe.effect SET note = 'mine'", connection).ExecuteNonQueryAsync());
        Assert.Equal(0, await new NpgsqlCommand("DELETE FROM probe.effect", connection).ExecuteNonQueryAsync());
        await new NpgsqlCommand($"SET bakery.tenant = '{ProbeHost.Tenant}'", connection).ExecuteNonQueryAsync();
        Assert.Equal(1, await Count());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_query_that_failed_while_it_was_prepared_works_the_next_time(bool inTransaction)
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster, start: false);
        await Write(host, ProbeHost.Tenant, "here");
        async Task<Effect?> Find(string note)
        {
            await using var scope = host.Services.CreateAsyncScope();
            var db = As(scope, ProbeHost.Tenant);
            await using var transaction = inTransaction ? await db.Database.BeginTransactionAsync() : null;
            return await db.Effects.SingleOrDefaultAsync(e => e.Note == note);
        }
        // The fifth use of a statement is the one that prepares it, and PostgreSQL refuses this text when it is bound.
        for (var time = 1; time < 5; time++) Assert.NotNull(await Find("here"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Find("a\0b"));
        Assert.Equal(PostgresErrorCodes.CharacterNotInRepertoire, refused.SqlState);
        Assert.NotNull(await Find("here"));
    }

    [Fact]
    public async Task Raw_sql_cannot_write_into_another_tenant()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster);
        await using var connection = new NpgsqlConnection(host.OwnerConnection.Replace("bakery_owner", "bakery_app"));
        await connection.OpenAsync();
        await new NpgsqlCommand($"SET bakery.tenant = '{ProbeHost.Tenant}'", connection).ExecuteNonQueryAsync();
        var insert = new NpgsqlCommand($"INSERT INTO probe.effect (id, tenant_id, subscriber, note, at) VALUES ('{Guid.CreateVersion7()}', '{Guid.CreateVersion7()}', 'x', 'x', '2026-01-01')", connection);
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task The_application_role_owns_no_table_and_cannot_change_the_audit()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster);
        await Write(host, ProbeHost.Tenant, "audited");
        await using var connection = new NpgsqlConnection(host.OwnerConnection.Replace("bakery_owner", "bakery_app"));
        await connection.OpenAsync();
        Assert.Equal(0L, await new NpgsqlCommand("SELECT count(*) FROM pg_tables WHERE tableowner = current_user", connection).ExecuteScalarAsync());
        await new NpgsqlCommand("SET bakery.tenant = '*'", connection).ExecuteNonQueryAsync();
        foreach (var sql in new[] { "UPDATE probe.audit_log SET action = 'x'", "DELETE FROM probe.audit_log", "DELETE FROM probe.audit_seal" })
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task Writing_a_row_of_another_tenant_is_refused_before_it_reaches_the_database()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster);
        await using var scope = host.Services.CreateAsyncScope();
        var db = As(scope, ProbeHost.Tenant);
        db.Add(new Effect { Id = Guid.CreateVersion7(), TenantId = Guid.CreateVersion7() });
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
    }

    [Fact]
    public async Task The_tenant_can_change_inside_a_transaction_and_row_security_follows()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster);
        var other = Guid.CreateVersion7();
        await using var scope = host.Services.CreateAsyncScope();
        var db = As(scope, ProbeHost.Tenant);
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            db.Leave("x", "one", TimeProvider.System);
            await db.SaveChangesAsync();
            db.Scope.Enter(other, Actor.System);
            db.Leave("x", "two", TimeProvider.System);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        Assert.Equal(["two"], await db.Effects.Select(e => e.Note).ToListAsync());
    }

    [Fact]
    public async Task New_rows_are_saved_together_or_not_at_all_without_a_transaction_of_their_own()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster);
        var (kept, taken) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        async Task Save(params Guid[] ids)
        {
            await using var scope = host.Services.CreateAsyncScope();
            var db = As(scope, ProbeHost.Tenant);
            foreach (var id in ids) db.Add(new Effect { Id = id, Subscriber = "x", Note = "together" });
            // The message is a new row too: its dispatcher is woken without a commit of ours.
            scope.ServiceProvider.GetRequiredService<IBus>().Publish(new Pinged("woken"));
            await db.SaveChangesAsync();
        }
        await Save(taken);
        await Assert.ThrowsAsync<DbUpdateException>(() => Save(kept, taken));
        await host.Settled();
        await using var look = host.Services.CreateAsyncScope();
        var rows = As(look, ProbeHost.Tenant);
        Assert.Equal([taken], await rows.Effects.Where(e => e.Note == "together").Select(e => e.Id).ToListAsync());
        Assert.Equal(2, await rows.Effects.CountAsync(e => e.Note == "woken"));
        // One row of the first save and the two that its message left: the refused save left no act behind.
        Assert.Equal(3, await rows.Set<AuditRow>().CountAsync(r => r.TenantId == ProbeHost.Tenant));
    }

    [Fact]
    public async Task The_audit_chain_shows_a_changed_a_removed_and_an_inserted_row()
    {
        foreach (var attack in new[] { "UPDATE probe.audit_log SET actor_name = 'somebody else' WHERE id = (SELECT audit_id FROM probe.audit_seal WHERE position = 2)",
                     "DELETE FROM probe.audit_log WHERE id = (SELECT audit_id FROM probe.audit_seal WHERE position = 2)", "UPDATE probe.audit_seal SET position = position + 1 WHERE position >= 2" })
        {
            await using var host = await ProbeHost.OnNewDatabase(cluster);
            for (var i = 0; i < 3; i++) await Write(host, ProbeHost.Tenant, $"note {i}");
            await using var scope = host.Services.CreateAsyncScope();
            var db = As(scope, ProbeHost.Tenant);
            await AuditChain.Seal(db, everything: false, scope.ServiceProvider.GetRequiredService<TimeProvider>(), default);
            Assert.Equal(((long?)null, 3L), await AuditChain.Verify(db, default));
            await using var owner = new NpgsqlConnection(host.OwnerConnection);
            await owner.OpenAsync();
            // Backwards, so that shifted positions never meet.
            var sql = attack.Contains("position + 1") ? "UPDATE probe.audit_seal SET position = 4 WHERE position = 3" : attack;
            await new NpgsqlCommand(sql, owner).ExecuteNonQueryAsync();
            Assert.NotNull((await AuditChain.Verify(db, default)).BrokenAt);
        }
    }

    [Fact]
    public async Task Acts_written_under_a_clock_that_ran_behind_are_sealed_by_the_nightly_pass()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster, start: false);
        await Write(host, ProbeHost.Tenant, "under the old clock");
        host.SetClock(ProbeHost.Start.AddDays(3));
        await Write(host, ProbeHost.Tenant, "under the new clock");
        await using var scope = host.Services.CreateAsyncScope();
        var (db, clock) = (As(scope, ProbeHost.Tenant), scope.ServiceProvider.GetRequiredService<TimeProvider>());
        await AuditChain.Seal(db, everything: false, clock, default);
        Assert.Equal(((long?)null, 1L), await AuditChain.Verify(db, default));
        await AuditChain.Seal(db, everything: true, clock, default);
        Assert.Equal(((long?)null, 2L), await AuditChain.Verify(db, default));
    }

    [Fact]
    public async Task A_lease_has_one_holder_until_it_runs_out()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster, start: false);
        await host.Look(async db =>
        {
            var (now, minute) = (ProbeHost.Start, TimeSpan.FromMinutes(1));
            Assert.True(await Lease.TryTake(db, "x", "a", now, minute, default));
            Assert.False(await Lease.TryTake(db, "x", "b", now.AddSeconds(30), minute, default));
            Assert.True(await Lease.TryTake(db, "x", "a", now.AddSeconds(30), minute, default));
            Assert.True(await Lease.TryTake(db, "x", "b", now.AddSeconds(90), minute, default));
            await Lease.Release(db, "x", "b", default);
            Assert.True(await Lease.TryTake(db, "x", "c", now.AddSeconds(91), minute, default));
            return 0;
        });
    }

    [Fact]
    public async Task A_query_is_answered_for_the_askers_tenant()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster);
        await Write(host, ProbeHost.Tenant, "q");
        await using var scope = host.Services.CreateAsyncScope();
        As(scope, ProbeHost.Tenant);
        var queries = scope.ServiceProvider.GetRequiredService<IQueryBus>();
        Assert.Equal(1, await queries.Ask(new HowMany("q"), default));
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(Guid.CreateVersion7(), Actor.System);
        Assert.Equal(0, await queries.Ask(new HowMany("q"), default));
    }

    [Fact]
    public async Task The_live_feed_replays_what_a_listener_missed()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster);
        await host.Publish(new Pinged("one"));
        await host.Publish(new Pinged("two"));
        await host.Settled();
        var feed = host.Services.GetRequiredService<ILiveFeed>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var seen = new List<LiveEvent>();
        await foreach (var item in feed.Listen(new HashSet<Guid> { ProbeHost.Tenant }, 0, limit.Token))
        {
            seen.Add(item);
            if (seen.Count == 2) break;
        }
        Assert.All(seen, e => Assert.Equal(("pinged", "probe"), (e.Name, e.Channel)));
        await foreach (var item in feed.Listen(new HashSet<Guid> { ProbeHost.Tenant }, seen[0].Id, limit.Token))
        {
            Assert.Equal(seen[1].Id, item.Id);
            break;
        }
    }
}
