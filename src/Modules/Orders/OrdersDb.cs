using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Bakery.Orders.Customers;
using Bakery.Orders.Distribution;
using Bakery.Orders.Ordering;
using Bakery.Orders.Standing;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders;

/// <summary>Customers, orders, standing orders and what leaves the house.</summary>
internal sealed class OrdersDb(DbContextOptions<OrdersDb> options) : ModuleDb(options)
{
    public override string Schema => "orders";

    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<CustomerClosure> Closures => Set<CustomerClosure>();
    public DbSet<Order> Orders => Set<Order>();
    public DbSet<StandingOrder> StandingOrders => Set<StandingOrder>();
    public DbSet<BakeDay> BakeDays => Set<BakeDay>();
    public DbSet<Shipment> Shipments => Set<Shipment>();
    public DbSet<ShipmentStop> Stops => Set<ShipmentStop>();
    public DbSet<GoodsReturn> Returns => Set<GoodsReturn>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Customer>(t =>
        {
            t.ToTable("customer");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Code).HasMaxLength(20);
            t.Property(x => x.Name).HasMaxLength(255);
            t.Property(x => x.TaxId).HasMaxLength(20);
            t.Property(x => x.Address).HasMaxLength(500);
            t.Property(x => x.Email).HasMaxLength(254);
            t.Property(x => x.Phone).HasMaxLength(40);
            t.Property(x => x.Language).HasMaxLength(2);
            t.Property(x => x.AllergyNote).HasMaxLength(500);
            t.HasIndex(x => new { x.TenantId, x.Code }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        model.Entity<CustomerClosure>(t =>
        {
            t.ToTable("customer_closure");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Note).HasMaxLength(200);
            t.HasOne<Customer>().WithMany().HasForeignKey(x => x.CustomerId);
        });
        model.Entity<Order>(t =>
        {
            t.ToTable("customer_order");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(40);
            t.Property(x => x.Note).HasMaxLength(1000);
            t.Property(x => x.CancelReason).HasMaxLength(500);
            t.Ignore(x => x.Total);
            t.Ignore(x => x.IsDemand);
            t.HasMany(x => x.Lines).WithOne().HasForeignKey(x => x.OrderId);
            t.Navigation(x => x.Lines).HasField("lines").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
            t.HasOne<Customer>().WithMany().HasForeignKey(x => x.CustomerId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.DueOn, x.Id });
            t.HasIndex(x => new { x.TenantId, x.CreatedAt, x.Id });
            t.HasIndex(x => new { x.StandingOrderId, x.DueOn }).IsUnique().HasFilter("standing_order_id IS NOT NULL");
        });
        model.Entity<OrderLine>(t =>
        {
            t.ToTable("order_line");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Note).HasMaxLength(500);
            t.HasIndex(x => new { x.OrderId, x.ItemId }).IsUnique();
        });
        model.Entity<StandingOrder>(t =>
        {
            t.ToTable("standing_order");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(120);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Lines);
            t.HasMany(x => x.Exceptions).WithOne().HasForeignKey(x => x.StandingOrderId);
            t.Navigation(x => x.Exceptions).HasField("exceptions").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
            t.HasOne<Customer>().WithMany().HasForeignKey(x => x.CustomerId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        model.Entity<StandingException>(t =>
        {
            t.ToTable("standing_exception");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Note).HasMaxLength(200);
        });
        model.Entity<BakeDay>(t =>
        {
            t.ToTable("bake_day");
            t.HasKey(x => new { x.TenantId, x.Day });
        });
        MapDistribution(model);
    }

    private static void MapDistribution(ModelBuilder model)
    {
        model.Entity<Shipment>(t =>
        {
            t.ToTable("shipment");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(40);
            t.Property(x => x.Reason).HasMaxLength(500);
            t.Ignore(x => x.IsTaken);
            t.HasMany(x => x.Stops).WithOne().HasForeignKey(x => x.ShipmentId);
            t.Navigation(x => x.Stops).HasField("stops").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.Day, x.Id });
        });
        model.Entity<ShipmentStop>(t =>
        {
            t.ToTable("shipment_stop");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.NoteNumber).HasMaxLength(40);
            t.Property(x => x.Name).HasMaxLength(255);
            t.Property(x => x.Language).HasMaxLength(2);
            t.Property(x => x.ReceivedBy).HasMaxLength(120);
            t.Property(x => x.FailReason).HasMaxLength(500);
            t.Ignore(x => x.IsOpen);
            t.HasMany(x => x.Lines).WithOne().HasForeignKey(x => x.StopId);
            t.Navigation(x => x.Lines).HasField("lines").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
            t.HasOne<Order>().WithMany().HasForeignKey(x => x.OrderId).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(x => new { x.TenantId, x.NoteNumber }).IsUnique().HasFilter("note_number IS NOT NULL");
        });
        model.Entity<ShipmentLine>(t =>
        {
            t.ToTable("shipment_line");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Lots);
        });
        model.Entity<GoodsReturn>(t =>
        {
            t.ToTable("goods_return");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Number).HasMaxLength(40);
            t.Property(x => x.ReceivedBy).HasMaxLength(255);
            t.Property(x => x.Note).HasMaxLength(500);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Lines);
            t.HasOne<Shipment>().WithMany().HasForeignKey(x => x.ShipmentId);
            t.HasOne<ShipmentStop>().WithMany().HasForeignKey(x => x.StopId);
            t.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
        });
    }

    public async Task<Customer> FindCustomer(Guid id, CancellationToken ct) => await Customers.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw RuleViolation.NotFound("The customer");

    public async Task<Order> FindOrder(Guid id, CancellationToken ct) => await Orders.FirstOrDefaultAsync(o => o.Id == id, ct) ?? throw RuleViolation.NotFound("The order");

    public async Task<StandingOrder> FindStanding(Guid id, CancellationToken ct) => await StandingOrders.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw RuleViolation.NotFound("The standing order");

    public async Task<Shipment> FindShipment(Guid id, CancellationToken ct) => await Shipments.AsSplitQuery().FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw RuleViolation.NotFound("The shipment");

    /// <summary>Counts the version up even when only lines changed.</summary>
    public void Touch(object aggregate)
    {
        if (Entry(aggregate).State == EntityState.Unchanged) Entry(aggregate).State = EntityState.Modified;
    }
}
