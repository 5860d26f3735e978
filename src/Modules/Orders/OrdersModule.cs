using Bakery.Contracts.Orders;
using Bakery.Contracts.Production;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Orders.Customers;
using Bakery.Orders.Distribution;
using Bakery.Orders.Ordering;
using Bakery.Orders.Standing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Orders;

/// <summary>Customers, their orders, what repeats, and what leaves the house for them and the shops.</summary>
public sealed class OrdersModule : IModule
{
    public string Name => "orders";

    public void Configure(ModuleBuilder module)
    {
        module.Store<OrdersDb>();
        module.Services.AddScoped<OrderBook>();
        module.Services.AddScoped<Resolver>();
        module.Services.AddScoped<ShipmentBook>();

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

            Distribution(r);
        });

        module.On<PlanApproved>(OnPlanApproved.Handle);
        module.On<BatchStarted>(OnBatchStarted.Handle);
        module.On<StandingOrdersDue>(CreateStandingOrders.Handle);

        module.Answer<Demand, IReadOnlyList<DemandAnswer>>(KeepStandingOrders.Answer);

        module.Cron("create-standing-orders", "7 * * * *", CreateStandingOrders.FanOut);
    }

    private static void Distribution(Slices r)
    {
        string[] lots = ["event_in_future", "insufficient_stock", "lot_expired", "lot_not_available"];
        r.Get("distribution/shipments", ReadShipments.List, "Lists shipments").Permit(Role.Viewer, "shipments.read");
        r.Post("distribution/shipments", PlanShipments.Handle, "Makes a day's shipments, or brings pending ones up to date").Permit(Role.Member, "shipments.write");
        r.Get("distribution/shipments/{id:guid}", ReadShipments.One, "Shows a shipment").Permit(Role.Viewer, "shipments.read");
        r.Post("distribution/shipments/{id:guid}/pack", MoveShipment.Pack, "Packs a shipment from lots, the earliest expiry first").Permit(Role.Member, "shipments.write").Problems(409, "invalid_state_transition", "shipment_outdated").Problems(422, [.. lots, "shipment_empty"]);
        r.Post("distribution/shipments/{id:guid}/dispatch", MoveShipment.Dispatch, "Sends a packed shipment off").Permit(Role.Member, "shipments.write").Problems(409, "invalid_state_transition", "shipment_outdated").Problems(422, lots);
        r.Post("distribution/shipments/{id:guid}/deliver", MoveShipment.Deliver, "Hands the goods of a stop, or of all, over").Permit(Role.Member, "shipments.write").Problems(409, "invalid_state_transition").Problems(422, "event_in_future");
        r.Post("distribution/shipments/{id:guid}/fail", MoveShipment.Fail, "Notes that a stop, or all, did not take the goods").Permit(Role.Member, "shipments.write").Problems(409, "invalid_state_transition").Problems(422, "event_in_future");
        r.Post("distribution/shipments/{id:guid}/cancel", MoveShipment.Cancel, "Gives up a shipment that has not left").Permit(Role.Member, "shipments.write").Problems(409, "invalid_state_transition");
        r.Get("distribution/packing-lists", PackingLists.Handle, "Shows or prints what goes into the crates of a day").Permit(Role.Viewer, "shipments.read").Produces<PackingLists.Response>();
        r.Get("distribution/delivery-notes/{id:guid}/pdf", PrintDeliveryNote.Handle, "Prints the delivery note of a stop with its allergens").Permit(Role.Viewer, "shipments.read").Problems(409, "not_packed_yet").Problems(422, "allergen_unknown").Produces(200, contentType: "application/pdf");
        r.Get("distribution/returns", ReceiveReturn.List, "Lists returns").Permit(Role.Viewer, "shipments.read");
        r.Post("distribution/returns", ReceiveReturn.Handle, "Takes delivered goods back as waste or as day-old stock").Permit(Role.Member, "shipments.write").Problems(409, "not_delivered_yet").Problems(422, "return_exceeds_delivery", "return_not_sellable", "event_in_future");
    }
}
