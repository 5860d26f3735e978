using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Production.Floor;
using Bakery.Production.Machines;
using Bakery.Production.Plans;
using Bakery.Production.Quality;
using Bakery.Production.Schedule;
using Bakery.Production.Sensors;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production;

/// <summary>Bake plans, batches and what the floor recorded.</summary>
internal sealed class ProductionDb(DbContextOptions<ProductionDb> options) : ModuleDb(options)
{
    public override string Schema => "production";

    public DbSet<BakePlan> Plans => Set<BakePlan>();
    public DbSet<Batch> Batches => Set<Batch>();
    public DbSet<FloorAct> Acts => Set<FloorAct>();
    public DbSet<QualityTemplate> Templates => Set<QualityTemplate>();
    public DbSet<QualityCheck> Checks => Set<QualityCheck>();
    public DbSet<Equipment> Equipment => Set<Equipment>();
    public DbSet<Downtime> Downtimes => Set<Downtime>();
    public DbSet<MaintenancePlan> Maintenance => Set<MaintenancePlan>();
    public DbSet<DaySchedule> Schedules => Set<DaySchedule>();
    public DbSet<ScheduledTask> Tasks => Set<ScheduledTask>();
    public DbSet<ScheduleMove> Moves => Set<ScheduleMove>();
    public DbSet<Sensor> Sensors => Set<Sensor>();
    public DbSet<SensorReading> Readings => Set<SensorReading>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<BakePlan>(t =>
        {
            t.ToTable("bake_plan");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.ApprovedByName).HasMaxLength(255);
            t.Ignore(x => x.IsApproved);
            t.HasMany(x => x.Lines).WithOne().HasForeignKey(x => x.PlanId);
            t.HasMany(x => x.Changes).WithOne().HasForeignKey(x => x.PlanId);
            t.Navigation(x => x.Lines).HasField("lines").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
            t.Navigation(x => x.Changes).HasField("changes").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
            t.HasIndex(x => new { x.TenantId, x.PlanDate, x.LocationId }).IsUnique();
        });
        model.Entity<PlanLine>(t =>
        {
            t.ToTable("plan_line");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Shops).HasColumnType("jsonb");
            t.Property(x => x.Reason).HasColumnType("jsonb");
            t.Property(x => x.OverrideReason).HasMaxLength(500);
            t.Property(x => x.OverrideByName).HasMaxLength(255);
            t.Ignore(x => x.ShopNeeds);
            t.Ignore(x => x.Reasoning);
            t.HasIndex(x => new { x.PlanId, x.ProductItemId }).IsUnique();
        });
        model.Entity<LineChange>(t =>
        {
            t.ToTable("line_change");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Reason).HasColumnType("jsonb");
            t.Ignore(x => x.Reasoning);
        });
        model.Entity<Batch>(t =>
        {
            t.ToTable("batch");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(40);
            t.Property(x => x.Name).HasMaxLength(255);
            t.Property(x => x.Unit).HasMaxLength(10);
            t.Property(x => x.Stage).HasMaxLength(40);
            t.Property(x => x.Reason).HasMaxLength(500);
            t.Property(x => x.Products).HasColumnType("uuid[]");
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Property(x => x.Entered).HasColumnType("jsonb").HasDefaultValue("[]");
            foreach (var list in new[] { nameof(Batch.UsesRecipes), nameof(Batch.MadeFrom), nameof(Batch.EquipmentIds) }) t.Property<List<Guid>>(list).HasColumnType("uuid[]").HasDefaultValueSql("'{}'");
            t.Property(x => x.Staff).HasColumnType("text[]").HasDefaultValueSql("'{}'");
            t.Property(x => x.MadeFromIsAssumed).HasDefaultValue(true);
            t.Property(x => x.Mixing).HasColumnType("jsonb");
            t.Ignore(x => x.Card);
            t.Ignore(x => x.IsScheduled);
            t.Ignore(x => x.Materials);
            t.Ignore(x => x.StageHistory);
            t.HasIndex(x => new { x.TenantId, x.BakeDay, x.PlannedStart, x.Id });
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
        });
        model.Entity<FloorAct>(t =>
        {
            t.ToTable("floor_act");
            t.HasKey(x => new { x.TenantId, x.ActId });
            t.Property(x => x.DeviceId).HasMaxLength(80);
            t.Property(x => x.Type).HasMaxLength(40);
            t.Property(x => x.Outcome).HasMaxLength(20);
            t.Property(x => x.Code).HasMaxLength(60);
            t.Property(x => x.Payload).HasColumnType("jsonb");
            t.Property(x => x.Settlement).HasMaxLength(500);
            t.Property(x => x.SettledBy).HasMaxLength(255);
            t.HasIndex(x => new { x.TenantId, x.EntityId });
        });
        MapQuality(model);
        MapMachines(model);
        MapSchedule(model);
    }

    private static void MapQuality(ModelBuilder model)
    {
        model.Entity<QualityTemplate>(t =>
        {
            t.ToTable("quality_template");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Code).HasMaxLength(20);
            t.Property(x => x.Name).HasMaxLength(120);
            t.Property(x => x.Stage).HasMaxLength(40);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Criteria);
            t.HasIndex(x => new { x.TenantId, x.Code }).IsUnique();
        });
        model.Entity<QualityCheck>(t =>
        {
            t.ToTable("quality_check");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Stage).HasMaxLength(40);
            t.Property(x => x.CheckedBy).HasMaxLength(255);
            t.Property(x => x.ReleasedBy).HasMaxLength(255);
            t.Property(x => x.Note).HasMaxLength(500);
            t.Property(x => x.ReleaseReason).HasMaxLength(500);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Results);
            t.HasIndex(x => new { x.TenantId, x.BatchId });
            t.HasIndex(x => new { x.TenantId, x.CreatedAt, x.Id });
        });
    }

    private static void MapMachines(ModelBuilder model)
    {
        model.Entity<Equipment>(t =>
        {
            t.ToTable("equipment");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(120);
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        model.Entity<Downtime>(t =>
        {
            t.ToTable("downtime");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Reason).HasMaxLength(500);
            t.Property(x => x.Done).HasMaxLength(500);
            t.Property(x => x.DoneBy).HasMaxLength(255);
            t.HasIndex(x => new { x.TenantId, x.EquipmentId, x.From, x.Id });
        });
        model.Entity<MaintenancePlan>(t =>
        {
            t.ToTable("maintenance_plan");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(120);
            t.Property(x => x.LastDoneBy).HasMaxLength(255);
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        model.Entity<Sensor>(t =>
        {
            t.ToTable("sensor");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Address).HasMaxLength(300);
            t.Property(x => x.Path).HasMaxLength(200);
            t.Property(x => x.LastError).HasMaxLength(300);
            t.Property(x => x.UserName).HasMaxLength(100);
            t.HasIndex(x => new { x.TenantId, x.EquipmentId }).IsUnique();
        });
        model.Entity<SensorReading>(t =>
        {
            t.ToTable("sensor_reading");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.TenantId, x.EquipmentId, x.At, x.Id });
        });
    }

    private static void MapSchedule(ModelBuilder model)
    {
        model.Entity<DaySchedule>(t =>
        {
            t.ToTable("day_schedule");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Method).HasMaxLength(20);
            t.Property(x => x.Moves).HasColumnType("jsonb").HasDefaultValue("[]");
            t.Ignore(x => x.Retimed);
            t.HasIndex(x => new { x.TenantId, x.Day }).IsUnique();
        });
        model.Entity<ScheduledTask>(t =>
        {
            t.ToTable("scheduled_task");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Stage).HasMaxLength(40);
            t.Ignore(x => x.IsLate);
            t.HasIndex(x => new { x.TenantId, x.Day, x.Start });
            t.HasIndex(x => new { x.TenantId, x.EquipmentId, x.End });
        });
        model.Entity<ScheduleMove>(t =>
        {
            t.ToTable("schedule_move");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.ActorName).HasMaxLength(255);
            t.Property(x => x.Before).HasColumnType("jsonb");
            t.Ignore(x => x.Places);
            t.HasIndex(x => new { x.TenantId, x.Day, x.At });
        });
    }

    public async Task<BakePlan> FindPlan(Guid id, CancellationToken ct) => await Plans.AsSplitQuery().FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw RuleViolation.NotFound("The plan");

    /// <summary>Counts the plan's version up even when only its lines changed.</summary>
    public void Touch(BakePlan plan)
    {
        if (Entry(plan).State == EntityState.Unchanged) Entry(plan).State = EntityState.Modified;
    }

    public async Task<Batch> FindBatch(Guid id, CancellationToken ct) => await Batches.FirstOrDefaultAsync(b => b.Id == id, ct) ?? throw RuleViolation.NotFound("The batch");

    /// <summary>The batch as it is now, which nobody else writes to until the running transaction ends: the floor and inventory's bookings often meet at one.</summary>
    public async Task<Batch> TakeBatch(Guid id, CancellationToken ct)
    {
        await Database.ExecuteSqlAsync($"SELECT 1 FROM production.batch WHERE id = {id} FOR UPDATE", ct);
        return await FindBatch(id, ct);
    }

    public async Task<QualityTemplate> FindTemplate(Guid id, CancellationToken ct) => await Templates.FirstOrDefaultAsync(t => t.Id == id, ct) ?? throw RuleViolation.NotFound("The template");

    public async Task<QualityCheck> FindCheck(Guid id, CancellationToken ct) => await Checks.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw RuleViolation.NotFound("The check");

    public async Task<Equipment> FindEquipment(Guid id, CancellationToken ct) => await Equipment.FirstOrDefaultAsync(e => e.Id == id, ct) ?? throw RuleViolation.NotFound("The machine");
}
