using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Production;
using Bakery.Contracts.Sales;
using Bakery.Inventory.Counts;
using Bakery.Inventory.Donations;
using Bakery.Inventory.FoodSafety;
using Bakery.Inventory.Items;
using Bakery.Inventory.Recalls;
using Bakery.Inventory.Reservations;
using Bakery.Inventory.Stock;
using Bakery.Inventory.Storage;
using Bakery.Inventory.Sustainability;
using Bakery.Inventory.Tracing;
using Bakery.Inventory.Waste;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Inventory;

/// <summary>Items, lots and movements: what is there, what it cost and how long it keeps.</summary>
public sealed class InventoryModule : IModule
{
    public string Name => "inventory";

    public void Configure(ModuleBuilder module)
    {
        module.Store<InventoryDb>();
        module.Services.AddSingleton<TenantZones>();
        module.Services.AddScoped<StockBook>();
        module.Services.AddScoped<TraceBook>();
        module.Services.AddScoped<TraceReader>();
        module.Services.AddScoped<HaccpBook>();

        module.TenantRoutes(r =>
        {
            r.Get("items", ReadItems.Handle, "Lists items").Permit(Role.Viewer, "items.read");
            r.Post("items", CreateItem.Handle, "Creates an item").Permit(Role.Member, "items.write").Problems(409, "duplicate");
            r.Post("items/batch-get", ReadItems.Batch, "Reads up to 500 items with their stock").Permit(Role.Viewer, "items.read").Repeats("It only reads.");
            r.Post("classify-product", ClassifyProducts.Handle, "Says what an item probably is from its name").Permit(Role.Member, "items.write").Repeats("It only reads.");
            r.Post("classify-products-batch", ClassifyProducts.Batch, "Says what up to 500 items probably are").Permit(Role.Member, "items.write").Repeats("It only reads.");
            r.Get("items/{id:guid}", ReadItems.One, "Shows an item").Permit(Role.Viewer, "items.read");
            r.Put("items/{id:guid}", ChangeItem.Handle, "Changes an item").Permit(Role.Member, "items.write").Versioned().Problems(409, "duplicate", "stock_unit_in_use");
            r.Delete("items/{id:guid}", ChangeItem.Delete, "Deletes an item that never moved").Permit(Role.Admin, "items.delete").Versioned().Problems(409, "in_use");
            r.Post("items/{id:guid}/archive", ChangeItem.Archive, "Archives an item; it stays readable").Permit(Role.Admin, "items.delete").Versioned();

            r.Get("items/{id:guid}/food", KeepFood.Show, "Shows an item as food: allergens, nutrition, label names").Permit(Role.Viewer, "items.read");
            r.Put("items/{id:guid}/food", KeepFood.Handle, "Describes an item as food").Permit(Role.Member, "items.write").Versioned();
            r.Get("items/{id:guid}/convert", ConvertQuantity.Handle, "Shows a quantity of an item in another unit").Permit(Role.Viewer, "items.read").Problems(422, "conversion_unknown", "unit_unknown");

            r.Get("storage-locations", ManageStorageLocations.List, "Lists fridges, freezers and stores").Permit(Role.Viewer, "stock.read");
            r.Post("storage-locations", ManageStorageLocations.Handle, "Adds a fridge, freezer or store").Permit(Role.Admin, "storage.write").Problems(409, "duplicate");
            r.Get("storage-locations/{id:guid}", ManageStorageLocations.One, "Shows a fridge, freezer or store").Permit(Role.Viewer, "stock.read");
            r.Put("storage-locations/{id:guid}", ManageStorageLocations.Change, "Changes a fridge, freezer or store").Permit(Role.Admin, "storage.write").Versioned().Problems(409, "duplicate");

            r.Get("lots", ReadLots.Handle, "Lists lots").Permit(Role.Viewer, "stock.read");
            r.Post("lots", OpenLot.Handle, "Books opening stock as a lot").Permit(Role.Member, "stock.write").Problems(422, "conversion_unknown", "unit_unknown", "event_in_future").Problems(409, "lot_exists");
            r.Get("lots/{id:guid}", ReadLots.One, "Shows a lot").Permit(Role.Viewer, "stock.read");
            r.Patch("lots/{id:guid}", ChangeLot.Handle, "Corrects a lot's date or place").Permit(Role.Member, "stock.write").Versioned();
            r.Post("lots/{id:guid}/block", ChangeLot.Block, "Blocks a lot").Permit(Role.Member, "stock.write").Versioned().Problems(409, "invalid_state_transition");
            r.Post("lots/{id:guid}/release", ChangeLot.Release, "Releases a blocked lot").Permit(Role.Admin, "stock.release").Versioned().Problems(409, "invalid_state_transition");
            r.Post("lots/{id:guid}/override-expiry", ChangeLot.OverrideExpiry, "Lets an expired lot be used for 24 hours").Permit(Role.Admin, "stock.override").Versioned().Problems(409, "invalid_state_transition");
            r.Get("movements", ReadLots.Movements, "Lists stock movements").Permit(Role.Viewer, "stock.read");
            r.Post("movements/{id:guid}/correct", CorrectMovement.Handle, "Takes back a part of a movement").Permit(Role.Admin, "stock.correct").Problems(422, "correction_not_possible", "correction_too_large", "insufficient_stock");

            r.Get("dashboard/summary", ShowSummary.Handle, "Shows the store at a glance").Permit(Role.Viewer, "stock.read");
            r.Get("stock/levels", ReadStock.Levels, "Shows stock per item").Permit(Role.Viewer, "stock.read");
            r.Get("stock/low", ReadStock.Low, "Lists items below their threshold").Permit(Role.Viewer, "stock.read");
            r.Get("stock/expiring", ReadStock.ExpiringSoon, "Lists lots that expire soon").Permit(Role.Viewer, "stock.read");
            r.Get("projection", ReadStock.Project, "Projects stock day by day").Permit(Role.Viewer, "stock.read");
            r.Post("stock/fefo-preview", TakeStock.FefoPreview, "Shows which lots a consumption would take").Permit(Role.Member, "stock.write").Problems(422, "lot_expired", "lot_not_available", "conversion_unknown", "unit_unknown").Repeats("It only reads.");
            r.Post("stock/consume", TakeStock.Handle, "Takes stock by FEFO").Permit(Role.Member, "stock.write").Problems(422, "event_in_future", "insufficient_stock", "lot_expired", "lot_not_available", "conversion_unknown", "unit_unknown");
            r.Post("stock/adjust", TakeStock.Adjust, "Corrects lots with a reason").Permit(Role.Member, "stock.write").Problems(422, "event_in_future", "insufficient_stock");
            r.Post("stock/transfer", TakeStock.Transfer, "Moves stock to another location").Permit(Role.Member, "stock.write").Problems(422, "event_in_future", "insufficient_stock", "lot_expired", "lot_not_available", "conversion_unknown", "unit_unknown");

            r.Get("stock/returns", ListReturns.Handle, "Lists goods that came back").Permit(Role.Viewer, "stock.read");
            r.Post("stock/returns", ReturnStock.Handle, "Takes goods back: into quarantine, to be sold day-old, or as waste").Permit(Role.Member, "stock.write").Problems(422, "return_exceeds_delivery", "return_not_sellable", "event_in_future");
            r.Post("stock/supplier-returns", ReturnStock.ToSupplier, "Sends goods back to their supplier").Permit(Role.Member, "stock.write").Problems(422, "insufficient_stock", "event_in_future");
            r.Post("transformations", TransformStock.Handle, "Freezes, thaws or reworks a lot").Permit(Role.Member, "stock.write").Problems(422, "insufficient_stock", "lot_expired", "lot_not_available", "refreeze_forbidden", "freeze_life_unknown", "lot_not_frozen", "conversion_unknown", "event_in_future");

            r.Get("stock/counts", CountStock.List, "Lists stock counts").Permit(Role.Viewer, "stock.read");
            r.Post("stock/counts", CountStock.Handle, "Starts a stock count").Permit(Role.Member, "stock.write").Problems(409, "count_open");
            r.Get("stock/counts/{id:guid}", CountStock.One, "Shows a stock count").Permit(Role.Viewer, "stock.read");
            r.Put("stock/counts/{id:guid}", CountStock.Enter, "Enters what was counted").Permit(Role.Member, "stock.write").Versioned().Problems(409, "invalid_state_transition").Problems(422, "conversion_unknown", "unit_unknown");
            r.Put("stock/counts/{id:guid}/reasons", CountStock.Explain, "Says why counted lines differ").Permit(Role.Member, "stock.write").Versioned().Problems(409, "invalid_state_transition");
            r.Post("stock/counts/{id:guid}/post", CountStock.Post, "Books the differences of a count").Permit(Role.Member, "stock.write").Versioned().Problems(409, "invalid_state_transition", "stock_moved_during_count").Problems(422, "count_empty");
            r.Post("stock/counts/{id:guid}/cancel", CountStock.Cancel, "Gives a count up").Permit(Role.Member, "stock.write").Versioned().Problems(409, "invalid_state_transition");

            r.Get("reservations", ReserveStock.List, "Lists what is held back").Permit(Role.Viewer, "stock.read");
            r.Post("reservations", ReserveStock.Handle, "Holds lots back for an order or a batch").Permit(Role.Member, "stock.write").Problems(422, "insufficient_stock", "lot_expired", "lot_not_available", "conversion_unknown", "unit_unknown");
            r.Delete("reservations", ReserveStock.ReleaseAll, "Lets all go that is held for an order or a batch").Permit(Role.Member, "stock.write");
            r.Delete("reservations/{id:guid}", ReserveStock.Release, "Lets a reservation go").Permit(Role.Member, "stock.write");

            r.Get("waste", LogWaste.List, "Lists discarded food").Permit(Role.Viewer, "waste.read");
            r.Post("waste", LogWaste.Handle, "Books discarded food").Permit(Role.Member, "waste.write").Problems(422, "insufficient_stock", "conversion_unknown", "unit_unknown", "destination_not_allowed", "event_in_future");
            r.Post("waste/photos", KeepPhoto.Handle, "Keeps a photo of discarded food").Permit(Role.Member, "waste.write").Upload().Problems(422, "file_kind_unknown");
            r.Get("waste/photos/{id:guid}", KeepPhoto.Show, "Shows a photo of discarded food").Permit(Role.Viewer, "waste.read").Produces(200, contentType: "image/jpeg");
            r.Get("waste/report", ReportWaste.Handle, "Sums waste by destination, reason and location").Permit(Role.Viewer, "waste.read").Produces<ReportWaste.Response>();
            r.Get("donations", DonateStock.List, "Lists donations").Permit(Role.Viewer, "waste.read");
            r.Post("donations", DonateStock.Handle, "Gives food away").Permit(Role.Member, "waste.write").Problems(422, "donation_past_use_by", "safety_check_needed", "insufficient_stock", "lot_not_available", "conversion_unknown", "unit_unknown", "event_in_future");
            r.Get("donations/register", DonateStock.Register, "Exports the donation register").Permit(Role.Viewer, "waste.read").Produces(200, contentType: "text/csv");
            r.Get("donations/{id:guid}", DonateStock.One, "Shows a donation").Permit(Role.Viewer, "waste.read");
            r.Get("donations/{id:guid}/pdf", DonateStock.Paper, "Prints the paper of a donation").Permit(Role.Viewer, "waste.read").Produces(200, contentType: "application/pdf");

            r.Get("trace/forward", TraceLots.Forward, "Traces a lot to where it went").Permit(Role.Viewer, "trace.read");
            r.Get("trace/backward", TraceLots.Backward, "Traces a lot to what it came from").Permit(Role.Viewer, "trace.read");
            r.Get("recalls", ManageRecalls.List, "Lists recalls and drills").Permit(Role.Viewer, "trace.read");
            r.Post("recalls", ManageRecalls.Handle, "Opens a recall and blocks its lots").Permit(Role.Admin, "recalls.write");
            r.Post("recalls/drills", ManageRecalls.Drill, "Times a recall of a lot without blocking anything").Permit(Role.Admin, "recalls.write");
            r.Get("recalls/{id:guid}", ManageRecalls.One, "Shows a recall").Permit(Role.Viewer, "trace.read");
            r.Post("recalls/{id:guid}/notify", ManageRecalls.Notify, "Notes who was told").Permit(Role.Admin, "recalls.write").Versioned().Problems(409, "invalid_state_transition");
            r.Post("recalls/{id:guid}/close", ManageRecalls.Close, "Closes a recall").Permit(Role.Admin, "recalls.write").Versioned().Problems(409, "invalid_state_transition", "recall_lots_left");
            r.Get("recalls/{id:guid}/report", PrintRecall.Handle, "Prints or exports a recall").Permit(Role.Viewer, "trace.read").Produces(200, contentType: "application/pdf");
            r.Get("recalls/{id:guid}/letter", PrintRecall.Letter, "Prints the letter to a recipient").Permit(Role.Viewer, "trace.read").Produces(200, contentType: "application/pdf");

            r.Get("haccp/points", ManagePoints.List, "Lists control points").Permit(Role.Viewer, "haccp.read").OnFloor();
            r.Post("haccp/points", ManagePoints.Handle, "Adds a control point").Permit(Role.Admin, "haccp.plan");
            r.Get("haccp/points/{id:guid}", ManagePoints.One, "Shows a control point").Permit(Role.Viewer, "haccp.read");
            r.Put("haccp/points/{id:guid}", ManagePoints.Change, "Changes a control point").Permit(Role.Admin, "haccp.plan").Versioned();
            r.Post("haccp/starter", ManagePoints.Starter, "Adds the usual points and lists of a small bakery").Permit(Role.Admin, "haccp.plan").Problems(409, "duplicate");
            r.Get("haccp/checklists", ManageChecklists.List, "Lists checklists").Permit(Role.Viewer, "haccp.read");
            r.Post("haccp/checklists", ManageChecklists.Handle, "Adds a checklist").Permit(Role.Admin, "haccp.plan");
            r.Get("haccp/checklists/{id:guid}", ManageChecklists.One, "Shows a checklist").Permit(Role.Viewer, "haccp.read");
            r.Put("haccp/checklists/{id:guid}", ManageChecklists.Change, "Changes a checklist").Permit(Role.Admin, "haccp.plan").Versioned();
            r.Get("haccp/due", MonthlyFile.Due, "Lists what is due on a day").Permit(Role.Viewer, "haccp.read");
            r.Get("haccp/readings", RecordReadings.List, "Lists readings").Permit(Role.Viewer, "haccp.read");
            r.Post("haccp/readings", RecordReadings.Handle, "Records readings").Permit(Role.Member, "haccp.write").Problems(422, "event_in_future");
            r.Get("haccp/checks", RecordChecks.List, "Lists signed checks").Permit(Role.Viewer, "haccp.read");
            r.Post("haccp/checks", RecordChecks.Handle, "Signs a checklist").Permit(Role.Member, "haccp.write").Problems(422, "event_in_future");
            r.Get("haccp/deviations", RecordActions.Deviations, "Lists values out of range and failed checks").Permit(Role.Viewer, "haccp.read");
            r.Get("haccp/corrective-actions", RecordActions.List, "Lists corrective actions").Permit(Role.Viewer, "haccp.read");
            r.Post("haccp/corrective-actions", RecordActions.Handle, "Closes a deviation by what was done").Permit(Role.Member, "haccp.write").Problems(409, "invalid_state_transition");
            r.Get("haccp/monthly-file", MonthlyFile.Handle, "Prints the month's self-control file").Permit(Role.Viewer, "haccp.read").Produces(200, contentType: "application/pdf");
            r.Get("haccp/verify", VerifyChain.Handle, "Proves that no record was changed").Permit(Role.Viewer, "haccp.read");

            r.Get("sustainability/metrics", ReportSustainability.Metrics, "Shows food waste and what it costs the world").Permit(Role.Viewer, "waste.read");
            r.Get("sustainability/report", ReportSustainability.Handle, "Prints or exports the sustainability report").Permit(Role.Viewer, "waste.read").Produces(200, contentType: "application/pdf");
        });

        module.On<DeliveryReceived>(OnDeliveryReceived.Handle);
        module.On<DeliveryChecked>(OnDeliveryChecked.Handle);
        module.On<GoodsReturned>(OnGoodsReturned.Handle);
        module.On<TransferDelivered>(OnTransferDelivered.Handle);
        module.On<GoodsHandedOver>(OnGoodsHandedOver.Handle);
        module.On<GoodsArrived>(OnGoodsHandedOver.Arrive);
        module.On<BatchMaterialsUsed>(OnBatchMaterialsUsed.Handle);
        module.On<BatchStarted>(OnBatchStarted.Handle);
        module.On<BatchCompleted>(OnBatchCompleted.Handle);
        module.On<QualityFailed>(OnQualityFailed.Handle);
        module.On<QualityReleased>(OnQualityReleased.Handle);
        module.On<WasteRecorded>(OnWasteRecorded.Handle);
        module.On<ReadingRecorded>(OnReadingRecorded.Handle);
        module.On<OrderDelivered>(OnOrderDelivered.Handle);
        module.On<ShipmentDelivered>(OnShipmentDelivered.Handle);
        module.On<ReturnReceived>(OnReturnReceived.Handle);
        module.On<OrderCancelled>(OnOrderCancelled.Handle);
        module.On<SaleRecorded>(OnSaleRecorded.Handle);
        module.On<DayClosed>(OnDayClosed.Handle);
        module.On<ProcurementPlanGenerated>(OnPlanGenerated.Handle);
        module.On<ProcurementPlanGenerated>(WarnOfExpiry.Handle);
        module.On<ExpiryCheckRequested>(ExpireLots.Handle);
        module.On<LowStockCheckRequested>(WatchLowStock.Handle);
        module.On<ReservationCheckRequested>(ExpireReservations.Handle);
        module.On<HaccpCheckRequested>(WatchHaccp.Handle);

        module.Answer<Contracts.Inventory.Items, IReadOnlyList<ItemAnswer>>(AnswerItems.Handle);
        module.Answer<FoodFacts, IReadOnlyList<FoodFact>>(KeepFood.Answer);
        module.Answer<StockSnapshot, IReadOnlyList<StockAnswer>>(AnswerStock.Handle);
        module.Answer<LotProposal, IReadOnlyList<LotProposalAnswer>>(ProposeLots.Handle);
        module.Answer<FinishedStock, IReadOnlyList<FinishedStockAnswer>>(AnswerFinishedStock.Handle);

        module.Answer<DailyUse, IReadOnlyList<DailyUseAnswer>>(AnswerDailyUse.Handle);

        module.Cron("expire-lots", "*/10 * * * *", ExpireLots.FanOut);
        module.Cron("watch-low-stock", "*/10 * * * *", WatchLowStock.FanOut);
        module.Cron("expire-reservations", "*/10 * * * *", ExpireReservations.FanOut);
        module.Cron("watch-haccp", "*/5 * * * *", WatchHaccp.FanOut);
    }
}
