using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Production.Floor;
using Bakery.Production.Plans;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production;

/// <summary>Bake plans, batches and what the floor recorded.</summary>
internal sealed class ProductionDb(DbContextOptions<ProductionDb> options) : ModuleDb(options)
{
    public override string Schema => "production";

    public DbSet<BakePlan> Plans => Set<BakePlan>();
    public DbSet<Batch> Batches => Set<Batch>();
    public DbSet<FloorAct> Acts => Set<FloorAct>();

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
            t.Ignore(x => x.Materials);
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
        });
    }

    public async Task<BakePlan> FindPlan(Guid id, CancellationToken ct) => await Plans.AsSplitQuery().FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw RuleViolation.NotFound("The plan");

    /// <summary>Counts the plan's version up even when only its lines changed.</summary>
    public void Touch(BakePlan plan)
    {
        if (Entry(plan).State == EntityState.Unchanged) Entry(plan).State = EntityState.Modified;
    }

    public async Task<Batch> FindBatch(Guid id, CancellationToken ct) => await Batches.FirstOrDefaultAsync(b => b.Id == id, ct) ?? throw RuleViolation.NotFound("The batch");
}
