using Bakery.Contracts.Inventory;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Production;
using Bakery.Contracts.Sales;
using Bakery.Inventory.Items;
using Bakery.Inventory.Stock;
using Bakery.Inventory.Waste;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Inventory;

/// <summary>Items, lots and movements: what is there, what it cost and how long it keeps.</summary>
public sealed class InventoryModule : IModule
{
    public string Name => "inventory";

    public void Configure(ModuleBuilder module)
    {
        module.Store<InventoryDb>();
        module.Services.AddScoped<StockBook>();

        module.TenantRoutes(r =>
        {
            r.Get("items", ReadItems.Handle, "Lists items").Permit(Role.Viewer, "items.read");
            r.Post("items", CreateItem.Handle, "Creates an item").Permit(Role.Member, "items.write").Problems(409, "duplicate");
            r.Post("items/batch-get", ReadItems.Batch, "Reads up to 500 items with their stock").Permit(Role.Viewer, "items.read").Repeats("It only reads.");
            r.Get("items/{id:guid}", ReadItems.One, "Shows an item").Permit(Role.Viewer, "items.read");
            r.Put("items/{id:guid}", ChangeItem.Handle, "Changes an item").Permit(Role.Member, "items.write").Versioned().Problems(409, "duplicate", "stock_unit_in_use");
            r.Delete("items/{id:guid}", ChangeItem.Delete, "Deletes an item that never moved").Permit(Role.Admin, "items.delete").Versioned().Problems(409, "in_use");
            r.Post("items/{id:guid}/archive", ChangeItem.Archive, "Archives an item; it stays readable").Permit(Role.Admin, "items.delete").Versioned();

            r.Get("items/{id:guid}/food", KeepFood.Show, "Shows an item as food: allergens, nutrition, label names").Permit(Role.Viewer, "items.read");
            r.Put("items/{id:guid}/food", KeepFood.Handle, "Describes an item as food").Permit(Role.Member, "items.write").Versioned();

            r.Get("lots", ReadLots.Handle, "Lists lots").Permit(Role.Viewer, "stock.read");
            r.Post("lots", OpenLot.Handle, "Books opening stock as a lot").Permit(Role.Member, "stock.write").Problems(422, "conversion_unknown", "unit_unknown");
            r.Get("lots/{id:guid}", ReadLots.One, "Shows a lot").Permit(Role.Viewer, "stock.read");
            r.Patch("lots/{id:guid}", ChangeLot.Handle, "Corrects a lot's date or place").Permit(Role.Member, "stock.write").Versioned();
            r.Post("lots/{id:guid}/block", ChangeLot.Block, "Blocks a lot").Permit(Role.Member, "stock.write").Versioned().Problems(409, "invalid_state_transition");
            r.Post("lots/{id:guid}/release", ChangeLot.Release, "Releases a blocked lot").Permit(Role.Admin, "stock.release").Versioned().Problems(409, "invalid_state_transition");
            r.Post("lots/{id:guid}/override-expiry", ChangeLot.OverrideExpiry, "Lets an expired lot be used for 24 hours").Permit(Role.Admin, "stock.override").Versioned().Problems(409, "invalid_state_transition");
            r.Get("movements", ReadLots.Movements, "Lists stock movements").Permit(Role.Viewer, "stock.read");

            r.Get("stock/levels", ReadStock.Levels, "Shows stock per item").Permit(Role.Viewer, "stock.read");
            r.Get("stock/low", ReadStock.Low, "Lists items below their threshold").Permit(Role.Viewer, "stock.read");
            r.Get("stock/expiring", ReadStock.ExpiringSoon, "Lists lots that expire soon").Permit(Role.Viewer, "stock.read");
            r.Get("projection", ReadStock.Project, "Projects stock day by day").Permit(Role.Viewer, "stock.read");
            r.Post("stock/fefo-preview", TakeStock.FefoPreview, "Shows which lots a consumption would take").Permit(Role.Member, "stock.write").Problems(422, "lot_expired", "lot_not_available", "conversion_unknown", "unit_unknown").Repeats("It only reads.");
            r.Post("stock/consume", TakeStock.Handle, "Takes stock by FEFO").Permit(Role.Member, "stock.write").Problems(422, "insufficient_stock", "lot_expired", "lot_not_available", "conversion_unknown", "unit_unknown");
            r.Post("stock/adjust", TakeStock.Adjust, "Corrects lots with a reason").Permit(Role.Member, "stock.write").Problems(422, "insufficient_stock");
            r.Post("stock/transfer", TakeStock.Transfer, "Moves stock to another location").Permit(Role.Member, "stock.write").Problems(422, "insufficient_stock", "lot_expired", "lot_not_available", "conversion_unknown", "unit_unknown");

            r.Get("waste", LogWaste.List, "Lists discarded food").Permit(Role.Viewer, "waste.read");
            r.Post("waste", LogWaste.Handle, "Books discarded food").Permit(Role.Member, "waste.write").Problems(422, "insufficient_stock", "conversion_unknown", "unit_unknown");
        });

        module.On<DeliveryReceived>(OnDeliveryReceived.Handle);
        module.On<BatchMaterialsUsed>(OnBatchMaterialsUsed.Handle);
        module.On<BatchCompleted>(OnBatchCompleted.Handle);
        module.On<SaleRecorded>(OnSaleRecorded.Handle);
        module.On<DayClosed>(OnDayClosed.Handle);
        module.On<ProcurementPlanGenerated>(OnPlanGenerated.Handle);
        module.On<ExpiryCheckRequested>(ExpireLots.Handle);

        module.Answer<Contracts.Inventory.Items, IReadOnlyList<ItemAnswer>>(AnswerItems.Handle);
        module.Answer<FoodFacts, IReadOnlyList<FoodFact>>(KeepFood.Answer);
        module.Answer<StockSnapshot, IReadOnlyList<StockAnswer>>(AnswerStock.Handle);
        module.Answer<FinishedStock, IReadOnlyList<FinishedStockAnswer>>(AnswerFinishedStock.Handle);

        module.Answer<DailyUse, IReadOnlyList<DailyUseAnswer>>(AnswerDailyUse.Handle);

        module.Cron("expire-lots", "*/10 * * * *", ExpireLots.FanOut);
    }
}
