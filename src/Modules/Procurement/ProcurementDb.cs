using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Bakery.Procurement.Approval;
using Bakery.Procurement.Deliveries;
using Bakery.Procurement.Invoices;
using Bakery.Procurement.Plans;
using Bakery.Procurement.PurchaseOrders;
using Bakery.Procurement.Returns;
using Bakery.Procurement.Templates;
using Bakery.Procurement.Transfers;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement;

/// <summary>Plans, purchase orders, what came of them, and the rules they follow.</summary>
internal sealed class ProcurementDb(DbContextOptions<ProcurementDb> options) : ModuleDb(options)
{
    public override string Schema => "procurement";

    public DbSet<ProcurementPlan> Plans => Set<ProcurementPlan>();
    public DbSet<PurchaseOrder> Orders => Set<PurchaseOrder>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<ReceivingLimit> ReceivingLimits => Set<ReceivingLimit>();
    public DbSet<DeliveryPhoto> DeliveryPhotos => Set<DeliveryPhoto>();
    public DbSet<SupplierReturn> Returns => Set<SupplierReturn>();
    public DbSet<SupplierInvoice> Invoices => Set<SupplierInvoice>();
    public DbSet<InvoiceFile> InvoiceFiles => Set<InvoiceFile>();
    public DbSet<OrderTemplate> Templates => Set<OrderTemplate>();
    public DbSet<InternalTransfer> Transfers => Set<InternalTransfer>();
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
            t.Property(x => x.AdjustmentReason).HasMaxLength(500);
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
            t.Ignore(x => x.Subtotal);
            t.Ignore(x => x.Total);
            t.Ignore(x => x.Tax);
            t.Ignore(x => x.Reasoning);
            t.Ignore(x => x.IsEditable);
            t.Ignore(x => x.IsReceivable);
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
            t.Property(x => x.DeliveryNote).HasMaxLength(60);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Lines);
            t.HasOne<PurchaseOrder>().WithMany().HasForeignKey(x => x.PurchaseOrderId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.SupplierId, x.DeliveryNote }).IsUnique().HasFilter("delivery_note IS NOT NULL AND status <> 'rejected'");
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.ReceivedAt, x.Id });
        });
        model.Entity<ReceivingLimit>(t =>
        {
            t.ToTable("receiving_limit");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.LegalBasis).HasMaxLength(120);
            t.HasIndex(x => new { x.TenantId, x.Kind, x.ValidFrom }).IsUnique();
        });
        model.Entity<SupplierReturn>(t =>
        {
            t.ToTable("supplier_return");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(40);
            t.Property(x => x.SupplierName).HasMaxLength(255);
            t.Property(x => x.ReturnedBy).HasMaxLength(255);
            t.Property(x => x.Note).HasMaxLength(500);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Lines);
            t.HasOne<Delivery>().WithMany().HasForeignKey(x => x.DeliveryId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.ReturnedAt, x.Id });
        });
        model.Entity<SupplierInvoice>(t =>
        {
            t.ToTable("supplier_invoice");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(60);
            t.Property(x => x.SupplierName).HasMaxLength(255);
            t.Property(x => x.DisputeReason).HasMaxLength(500);
            t.Property(x => x.AcceptReason).HasMaxLength(500);
            t.Property(x => x.ApprovedBy).HasMaxLength(255);
            t.Property(x => x.FileName).HasMaxLength(200);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Lines);
            t.Ignore(x => x.Counts);
            t.HasOne<PurchaseOrder>().WithMany().HasForeignKey(x => x.PurchaseOrderId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.SupplierId, x.Year, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.InvoiceDate, x.Id });
        });
        model.Entity<DeliveryPhoto>(t =>
        {
            t.ToTable("delivery_photo");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.ContentType).HasMaxLength(40);
        });
        model.Entity<InvoiceFile>(t =>
        {
            t.ToTable("invoice_file");
            t.HasKey(x => x.InvoiceId);
            t.Property(x => x.InvoiceId).ValueGeneratedNever();
            t.Property(x => x.ContentType).HasMaxLength(40);
            t.HasOne<SupplierInvoice>().WithOne().HasForeignKey<InvoiceFile>(x => x.InvoiceId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<OrderTemplate>(t =>
        {
            t.ToTable("order_template");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(120);
            t.Property(x => x.Notes).HasMaxLength(1000);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Lines);
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        model.Entity<InternalTransfer>(t =>
        {
            t.ToTable("internal_transfer");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(40);
            t.Property(x => x.BuyerName).HasMaxLength(255);
            t.Property(x => x.Note).HasMaxLength(500);
            t.Property(x => x.RequestedBy).HasMaxLength(255);
            t.Property(x => x.DecidedBy).HasMaxLength(255);
            t.Property(x => x.RejectionReason).HasMaxLength(500);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Lines);
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
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
