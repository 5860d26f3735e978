using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Bakery.Distributed;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Support;
using Npgsql;

[assembly: AssemblyFixture(typeof(BakeryServer))]

namespace Bakery.Tests.Api.Support;

/// <summary>
/// The whole host over HTTP on a real PostgreSQL of its own, once per run; every test makes its own tenant. Time is the test clock's.
/// BAKERY_TEST_PG names a running server (Host=…;Username=…) to use instead of starting one.
/// </summary>
public class BakeryServer : WebApplicationFactory<Program>, IBakery, IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("bk").FullName;
    private PostgresCluster? cluster;

    /// <summary>Start of the test clock: Tuesday 2026-11-10 04:30 UTC (05:30 in Madrid).</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 10, 4, 30, 0, TimeSpan.Zero);

    public string ClockFile => Path.Combine(folder, "clock");

    /// <summary>Owner's connection, for looking at rows from outside.</summary>
    public string OwnerConnection { get; private set; } = "";
    public string ApplicationConnection { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        cluster = await PostgresCluster.Start();
        (OwnerConnection, ApplicationConnection) = await cluster.NewDatabase("bakery_test");
        TestClock.Set(ClockFile, Start);
        StartServer();
    }

    // Migrated before anything of it runs, as every way to start the product does.
    protected override IHost CreateHost(IHostBuilder builder)
    {
        var host = builder.Build();
        host.Services.GetRequiredService<Migrator>().Run(TextWriter.Null, default).GetAwaiter().GetResult();
        host.Start();
        return host;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Test");
        builder.UseSetting("BAKERY_DB", ApplicationConnection);
        builder.UseSetting("BAKERY_DB_OWNER", OwnerConnection);
        builder.UseSetting("BAKERY_CLOCK_FILE", ClockFile);
        builder.UseSetting("BAKERY_MASTER_KEY", Convert.ToBase64String(SHA256.HashData("only for tests"u8)));
        builder.UseSetting("BAKERY_SERVICE_SECRET", "only-for-tests");
        builder.UseSetting("BAKERY_WEB", folder);
        builder.UseSetting("EXTERNAL_SOURCES", "off");
        // The devices of the tests are on this machine.
        builder.UseSetting("SENSOR_ADDRESSES", "any");
        foreach (var limit in new[] { "USER", "ANONYMOUS", "SIGN_IN", "DEVICE" }) builder.UseSetting($"RATE_LIMIT_{limit}", "1000000");
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
    }

    /// <summary>Further settings, e.g. the address of a local SMTP server.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Moves the clock for the whole run. Tests that need it are in the collection "clock", which has a host of its own.</summary>
    public void SetClock(DateTimeOffset instant) => TestClock.Set(ClockFile, instant);

    /// <summary>Returns when every message that is due has been handled.</summary>
    public async Task Settled()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await Settlement.Wait(Services.GetRequiredService<ModuleRegistry>(), Services.GetRequiredService<IServiceScopeFactory>(), limit.Token);
    }

    /// <summary>Changes the database behind the product's back, as its owner.</summary>
    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Looks at one value behind the product's back, as text.</summary>
    public async Task<string> Read(string sql)
    {
        await using var connection = new NpgsqlConnection(OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return $"{await command.ExecuteScalarAsync()}";
    }

    /// <summary>A new owner with a new tenant, signed in.</summary>
    public async Task<TestTenant> NewTenant(string name = "Goizeko Labea") => await TestTenant.Create(this, name);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (cluster is not null) await cluster.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
