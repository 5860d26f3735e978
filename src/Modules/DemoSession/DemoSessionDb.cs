using Bakery.DemoSession.Sessions;
using Bakery.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Bakery.DemoSession;

internal sealed class DemoSessionDb(DbContextOptions<DemoSessionDb> options) : ModuleDb(options)
{
    public override string Schema => "demo_session";

    public DbSet<Demo> Demos => Set<Demo>();

    protected override void Map(ModelBuilder model) => model.Entity<Demo>(t =>
    {
        t.ToTable("demo");
        t.HasIndex(x => new { x.State, x.ExpiresAt });
        t.HasIndex(x => new { x.Ip, x.CreatedAt });
    });
}
