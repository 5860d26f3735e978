using Bakery.Contracts.Orders;
using Bakery.Contracts.Pos;
using Bakery.Contracts.Sales;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Sales.Analytics;
using Bakery.Sales.Days;
using Bakery.Sales.Imports;
using Bakery.Sales.Onboarding;
using Bakery.Sales.Records;
using Bakery.Sales.Series;

namespace Bakery.Sales;

/// <summary>What was sold: records, imports, day closes and the clean series that forecasts are made from.</summary>
public sealed class SalesModule : IModule
{
    public string Name => "sales";

    public void Configure(ModuleBuilder module)
    {
        module.Store<SalesDb>();

        module.TenantRoutes(r =>
        {
            r.Post("imports/validate", ValidateImport.Handle, "Uploads a sales file, says what was understood and what is wrong").Permit(Role.Admin, "imports.write").Upload()
                .Problems(422, "file_unreadable", "missing_column");
            r.Get("imports", ListImports.Handle, "Lists the imports").Permit(Role.Viewer, "imports.read");
            r.Get("imports/{id:guid}", ShowImport.Handle, "Shows an import and what was found in it").Permit(Role.Viewer, "imports.read");
            r.Patch("imports/{id:guid}", CorrectImport.Handle, "Puts columns, cells, products and locations of an import right and validates it again").Permit(Role.Admin, "imports.write")
                .Problems(409, "invalid_state_transition").Problems(422, "file_unreadable", "missing_column");
            r.Post("imports/{id:guid}/commit", CommitImport.Handle, "Adds the sales of a validated import").Permit(Role.Admin, "imports.write").Problems(409, "invalid_state_transition").Problems(422, "nothing_to_import");
            r.Post("imports/{id:guid}/undo", UndoImport.Handle, "Takes the sales of an import back, for 30 days").Permit(Role.Admin, "imports.write").Problems(409, "invalid_state_transition", "undo_expired");

            r.Get("records", ListRecords.Handle, "Lists sales").Permit(Role.Viewer, "records.read");
            r.Post("records", RecordSale.Handle, "Records a sale by hand").Permit(Role.Member, "records.write").Problems(409, "duplicate");
            r.Get("records/{id:guid}", GetRecord.Handle, "Shows a sale").Permit(Role.Viewer, "records.read");
            r.Put("records/{id:guid}", ChangeRecord.Handle, "Changes a manual or imported sale").Permit(Role.Admin, "records.write").Versioned().Problems(409, "sale_not_editable");
            r.Delete("records/{id:guid}", DeleteRecord.Handle, "Deletes a manual or imported sale").Permit(Role.Admin, "records.write").Versioned().Problems(409, "sale_not_editable");

            r.Get("day-closes", ListDayCloses.Handle, "Lists closed days").Permit(Role.Viewer, "days.read");
            r.Post("day-closes", CloseDay.Handle, "Closes the selling day of a location").Permit(Role.Member, "days.write").Problems(409, "duplicate", "day_not_over", "day_without_sales")
                .Problems(422, "unsold_mismatch", "waste_reason_missing");
            r.Post("day-closes/{id:guid}/reopen", ReopenDay.Handle, "Opens a closed day again").Permit(Role.Admin, "days.reopen").Problems(409, "invalid_state_transition");

            r.Put("sold-out", SetSoldOut.Handle, "Says when a product was gone, or that it was not").Permit(Role.Member, "sold_out.write");
            r.Get("series", ShowSeries.Handle, "Shows the clean daily series of an item at a location").Permit(Role.Viewer, "series.read");
            r.Get("analytics/summary", ShowSummary.Handle, "Sums sales by day, week, month, year, location or channel").Permit(Role.Viewer, "analytics.read");
            r.Get("analytics/products", ShowProducts.Handle, "Shows the best and worst sellers with their ABC class").Permit(Role.Viewer, "analytics.read");
            r.Get("analytics/hours", ShowHours.Handle, "Shows at which hours and weekdays is sold").Permit(Role.Viewer, "analytics.read");
            r.Get("analytics/baskets", ShowBaskets.Handle, "Shows what is bought together").Permit(Role.Viewer, "analytics.read");
            r.Get("analytics/compare", CompareSales.Handle, "Compares a period with another one").Permit(Role.Viewer, "analytics.read");
            r.Get("analytics/profitability", ShowProfitability.Handle, "Shows the margin of each product").Permit(Role.Admin, "margins.read");
            r.Get("export", ExportSales.Handle, "Exports sales as CSV").Permit(Role.Viewer, "records.read");
        });

        module.TenantRoutes("onboarding", r =>
        {
            r.Post("analyze", AnalyzeSales.Handle, "Reads a first sales file, says what its products and the bakery probably are").Permit(Role.Admin, "imports.write").Upload().Problems(422, "file_unreadable", "missing_column");
            r.Post("import-sales", ImportOnboardingSales.Handle, "Adds the sales of an analysed file with its products as approved").Permit(Role.Admin, "imports.write")
                .Problems(409, "invalid_state_transition").Problems(422, "file_unreadable", "missing_column", "nothing_to_import");
        });

        module.On<PosSaleCompleted>(OnPosSaleCompleted.Handle);
        module.On<OrderDelivered>(OnOrderDelivered.Handle);

        module.Cron("watch-days", "*/15 * * * *", WatchDays.FanOut);
        module.On<DayWatchRequested>(WatchDays.Handle);

        module.Answer<SalesSeries, IReadOnlyList<SeriesAnswer>>(AnswerSeries.Handle);
        module.Answer<AverageDailyRevenue, RevenueAnswer>(AnswerRevenue.Handle);
        module.Answer<ClosedDays, IReadOnlyList<ClosedDayAnswer>>(AnswerClosedDays.Handle);
    }
}
