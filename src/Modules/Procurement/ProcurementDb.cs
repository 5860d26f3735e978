using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Bakery.Procurement.Approval;
using Bakery.Procurement.Deliveries;
using Bakery.Procurement.Plans;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement;

/// <summary>Plans, purchase orders, deliveries and the approval rules.</summary>
internal sealed class ProcurementDb(DbContextOptions<ProcurementDb> options) : ModuleDb(options)
{
    public override string Schema => "procurement";

    public DbSet<ProcurementPlan> Plans => Set<ProcurementPlan>();
    public DbSet<PurchaseOrder> Orders => Set<PurchaseOrder>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<ApprovalPolicy> Policies => Set<ApprovalPolicy>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<ProcurementPlan>(t =>
        {
            t.ToTable("plan");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(40);
            t.HasMany(x => x.Requirements).WithOne().HasForeignKey(x => x.PlanId);
            t.Navigation(x => x.Requirements).HasField("requirements").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.RunId }).IsUnique().HasFilter("run_id IS NOT NULL");
            t.HasIndex(x => new { x.TenantId, x.CreatedAt, x.Id });
        });
        model.Entity<Requirement>(t =>
        {
            t.ToTable("requirement");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(255);
            t.Property(x => x.Sku).HasMaxLength(100);
            t.Property(x => x.Unit).HasMaxLength(10);
            t.Property(x => x.Reason).HasColumnType("jsonb");
            t.Ignore(x => x.Reasoning);
        });
        model.Entity<PurchaseOrder>(t =>
        {
            t.ToTable("purchase_order");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(40);
            t.Property(x => x.SupplierCode).HasMaxLength(20);
            t.Property(x => x.SupplierName).HasMaxLength(255);
            t.Property(x => x.SupplierEmail).HasMaxLength(254);
            t.Property(x => x.Channel).HasMaxLength(20);
            t.Property(x => x.Language).HasMaxLength(2);
            t.Property(x => x.Notes).HasMaxLength(1000);
            t.Property(x => x.ApprovedByName).HasMaxLength(255);
            t.Property(x => x.MinimumOverride).HasMaxLength(500);
            t.Property(x => x.RejectionReason).HasMaxLength(500);
            t.Property(x => x.CancelReason).HasMaxLength(500);
            t.Property(x => x.Reason).HasColumnType("jsonb");
            t.Ignore(x => x.Total);
            t.Ignore(x => x.Reasoning);
            t.Ignore(x => x.IsEditable);
            t.Ignore(x => x.IsOpen);
            t.Ignore(x => x.ExpectedOn);
            t.HasMany(x => x.Lines).WithOne().HasForeignKey(x => x.PurchaseOrderId);
            t.Navigation(x => x.Lines).HasField("lines").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.RequiredDeliveryDate, x.Id });
            t.HasIndex(x => new { x.TenantId, x.Status });
        });
        model.Entity<PurchaseOrderLine>(t =>
        {
            t.ToTable("purchase_order_line");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.ProductName).HasMaxLength(255);
            t.Property(x => x.PackUnit).HasMaxLength(20);
            t.Property(x => x.Unit).HasMaxLength(10);
            t.Property(x => x.ItemNotes).HasMaxLength(500);
            t.Property(x => x.QuantityReason).HasMaxLength(60);
            t.Ignore(x => x.OrderedQuantity);
            t.Ignore(x => x.RemainingQuantity);
            t.Ignore(x => x.LineTotal);
            t.HasIndex(x => new { x.PurchaseOrderId, x.ItemId }).IsUnique();
        });
        model.Entity<Delivery>(t =>
        {
            t.ToTable("delivery");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(40);
            t.Property(x => x.ReceivedBy).HasMaxLength(255);
            t.Property(x => x.Carrier).HasMaxLength(120);
            t.Property(x => x.Reason).HasMaxLength(500);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Lines);
            t.HasOne<PurchaseOrder>().WithMany().HasForeignKey(x => x.PurchaseOrderId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.ReceivedAt, x.Id });
        });
        model.Entity<ApprovalPolicy>(t =>
        {
            t.ToTable("approval_policy");
            t.HasKey(x => x.TenantId);
        });
    }

    public async Task<PurchaseOrder> FindOrder(Guid id, CancellationToken ct) => await Orders.FirstOrDefaultAsync(o => o.Id == id, ct) ?? throw RuleViolation.NotFound("The purchase order");

    public async Task<ProcurementPlan> FindPlan(Guid id, CancellationToken ct) => await Plans.FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw RuleViolation.NotFound("The plan");

    /// <summary>Counts the version up even when only lines changed.</summary>
    public void Touch(PurchaseOrder order)
    {
        if (Entry(order).State == EntityState.Unchanged) Entry(order).State = EntityState.Modified;
    }
}
