using Bakery.Kernel.Persistence;
using Bakery.Orchestrator.Runs;
using Bakery.Orchestrator.Schedules;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orchestrator;

internal sealed class OrchestratorDb(DbContextOptions<OrchestratorDb> options) : ModuleDb(options)
{
    public override string Schema => "orchestrator";

    public DbSet<Run> Runs => Set<Run>();
    public DbSet<BookedDay> BookedDays => Set<BookedDay>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Run>(t =>
        {
            t.ToTable("run");
            t.Property(x => x.Counts).HasColumnType("jsonb");
            t.Property(x => x.Snapshot).HasColumnType("jsonb");
            t.HasIndex(x => new { x.TenantId, x.RunType, x.BusinessDay, x.Repeat }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.RunNumber }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.StartedAt, x.Id });
            t.HasMany(x => x.Steps).WithOne().HasForeignKey(s => s.RunId).OnDelete(DeleteBehavior.Cascade);
            t.Navigation(x => x.Steps).AutoInclude();
        });
        model.Entity<RunStep>(t =>
        {
            t.ToTable("run_step");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.RunId, x.Position }).IsUnique();
        });
        model.Entity<BookedDay>(t =>
        {
            t.ToTable("booked_day");
            t.HasKey(x => new { x.TenantId, x.BusinessDay, x.LocationId });
        });
    }
}
