using Bakery.Contracts.Orders;
using Bakery.Contracts.Production;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Orders.Customers;
using Bakery.Orders.Ordering;
using Bakery.Orders.Standing;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Orders;

/// <summary>Customers, their orders and what repeats.</summary>
public sealed class OrdersModule : IModule
{
    public string Name => "orders";

    public void Configure(ModuleBuilder module)
    {
        module.Store<OrdersDb>();
        module.Services.AddScoped<OrderBook>();
        module.Services.AddScoped<Resolver>();

        module.TenantRoutes(r =>
        {
            r.Get("customers", KeepCustomers.List, "Lists customers").Permit(Role.Viewer, "customers.read");
            r.Post("customers", KeepCustomers.Handle, "Adds a customer").Permit(Role.Member, "customers.write").Problems(409, "duplicate");
            r.Get("customers/{id:guid}", KeepCustomers.Show, "Shows a customer").Permit(Role.Viewer, "customers.read");
            r.Put("customers/{id:guid}", KeepCustomers.Change, "Changes a customer").Permit(Role.Member, "customers.write").Versioned().Problems(409, "duplicate");
            r.Delete("customers/{id:guid}", KeepCustomers.Delete, "Deletes a customer without orders").Permit(Role.Admin, "customers.delete").Versioned().Problems(409, "in_use");
            r.Get("closures", KeepCustomers.ListClosures, "Lists the days customers are closed").Permit(Role.Viewer, "customers.read");
            r.Post("closures", KeepCustomers.AddClosure, "Adds days on which a customer takes nothing").Permit(Role.Member, "customers.write");
            r.Delete("closures/{id:guid}", KeepCustomers.DropClosure, "Takes a closure back").Permit(Role.Member, "customers.write");

            r.Get("", KeepOrders.List, "Lists orders").Permit(Role.Viewer, "orders.read");
            r.Post("", KeepOrders.Handle, "Takes an order").Permit(Role.Member, "orders.write").Problems(422, "no_production_site", "order_empty");
            r.Get("{id:guid}", KeepOrders.Show, "Shows an order with its edit phase").Permit(Role.Viewer, "orders.read");
            r.Put("{id:guid}", KeepOrders.Change, "Changes an order as far as its edit phase allows").Permit(Role.Member, "orders.write").Versioned().Problems(409, "order_locked", "order_add_only");
            r.Delete("{id:guid}", KeepOrders.Delete, "Deletes a draft").Permit(Role.Member, "orders.write").Versioned().Problems(409, "in_use");
            r.Post("{id:guid}/transitions", KeepOrders.Transition, "Moves an order to another status").Permit(Role.Member, "orders.write").Problems(409, "invalid_state_transition").Problems(422, "order_empty", "cutoff_passed");
            r.Get("demand", KeepStandingOrders.ShowDemand, "Shows firm and standing demand per item and day").Permit(Role.Viewer, "orders.read");

            r.Get("standing-orders", KeepStandingOrders.List, "Lists standing orders").Permit(Role.Viewer, "orders.read");
            r.Post("standing-orders", KeepStandingOrders.Handle, "Adds a standing order").Permit(Role.Member, "orders.write").Problems(422, "no_production_site");
            r.Get("standing-orders/preview", KeepStandingOrders.ShowPreview, "Shows what standing orders give on the coming days").Permit(Role.Viewer, "orders.read");
            r.Get("standing-orders/{id:guid}", KeepStandingOrders.Show, "Shows a standing order").Permit(Role.Viewer, "orders.read");
            r.Put("standing-orders/{id:guid}", KeepStandingOrders.Change, "Changes a standing order").Permit(Role.Member, "orders.write").Versioned();
            r.Delete("standing-orders/{id:guid}", KeepStandingOrders.End, "Ends a standing order").Permit(Role.Member, "orders.write").Versioned();
            r.Post("standing-orders/{id:guid}/exceptions", KeepStandingOrders.Except, "Sets a one-off quantity").Permit(Role.Member, "orders.write");
        });

        module.On<PlanApproved>(OnPlanApproved.Handle);
        module.On<BatchStarted>(OnBatchStarted.Handle);
        module.On<StandingOrdersDue>(CreateStandingOrders.Handle);

        module.Answer<Demand, IReadOnlyList<DemandAnswer>>(KeepStandingOrders.Answer);

        module.Cron("create-standing-orders", "7 * * * *", CreateStandingOrders.FanOut);
    }
}
