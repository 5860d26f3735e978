using Bakery.Contracts.Procurement;
using Bakery.Contracts.Suppliers;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Suppliers.Directory;
using Bakery.Suppliers.Documents;
using Bakery.Suppliers.PriceLists;
using Bakery.Suppliers.PriceLists.Imports;
using Bakery.Suppliers.Scores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Suppliers;

/// <summary>Who sells what, when, at which price, and how far to be trusted.</summary>
public sealed class SuppliersModule : IModule
{
    public string Name => "suppliers";

    public void Configure(ModuleBuilder module)
    {
        module.Store<SuppliersDb>();
        module.Services.AddScoped<ScoreBook>();
        module.Services.AddScoped<PriceBook>();

        module.TenantRoutes(r =>
        {
            r.Get("", KeepSuppliers.List, "Lists suppliers").Permit(Role.Viewer, "suppliers.read");
            r.Post("", KeepSuppliers.Handle, "Adds a supplier").Permit(Role.Member, "suppliers.write").Problems(409, "duplicate");
            r.Get("compare", KeepPrices.Compare, "Compares the suppliers of an item").Permit(Role.Viewer, "suppliers.read");
            r.Get("papers", ListItemPapers.Handle, "Lists the papers that may speak of an item").Permit(Role.Viewer, "documents.read");
            r.Get("statistics", ShowScorecard.Statistics, "Counts suppliers and papers that expire").Permit(Role.Viewer, "suppliers.read");
            r.Get("{id:guid}", KeepSuppliers.Show, "Shows a supplier").Permit(Role.Viewer, "suppliers.read");
            r.Put("{id:guid}", KeepSuppliers.Change, "Changes a supplier").Permit(Role.Member, "suppliers.write").Versioned().Problems(409, "duplicate");
            r.Delete("{id:guid}", KeepSuppliers.Delete, "Deletes a supplier that was never approved").Permit(Role.Admin, "suppliers.delete").Versioned().Problems(409, "in_use");
            r.Post("{id:guid}/approve", JudgeSupplier.Approve, "Approves a supplier").Permit(Role.Admin, "suppliers.approve").Problems(409, "invalid_state_transition");
            r.Post("{id:guid}/block", JudgeSupplier.Block, "Blocks a supplier with a reason").Permit(Role.Admin, "suppliers.approve").Problems(409, "invalid_state_transition");
            r.Post("{id:guid}/transitions", JudgeSupplier.Handle, "Moves a supplier to another status").Permit(Role.Admin, "suppliers.approve").Problems(409, "invalid_state_transition");
            r.Put("{id:guid}/trust-score", JudgeSupplier.Trust, "Overrides the trust score with a reason").Permit(Role.Admin, "suppliers.approve");
            r.Delete("{id:guid}/trust-score", JudgeSupplier.Untrust, "Lets the scorecard count again").Permit(Role.Admin, "suppliers.approve");
            r.Get("{id:guid}/scorecard", ShowScorecard.Handle, "Shows the score of a supplier with its parts").Permit(Role.Viewer, "suppliers.read");
            r.Get("{id:guid}/contacts", KeepContacts.List, "Lists the people of a supplier").Permit(Role.Viewer, "suppliers.read");
            r.Post("{id:guid}/contacts", KeepContacts.Handle, "Adds somebody at a supplier").Permit(Role.Member, "suppliers.write");
            r.Get("{id:guid}/contacts/{contact_id:guid}", KeepContacts.Show, "Shows somebody at a supplier").Permit(Role.Viewer, "suppliers.read");
            r.Put("{id:guid}/contacts/{contact_id:guid}", KeepContacts.Change, "Changes somebody at a supplier").Permit(Role.Member, "suppliers.write").Versioned();
            r.Delete("{id:guid}/contacts/{contact_id:guid}", KeepContacts.Delete, "Removes somebody at a supplier").Permit(Role.Member, "suppliers.write").Versioned();
            r.Get("{id:guid}/documents", KeepDocuments.List, "Lists the papers of a supplier").Permit(Role.Viewer, "documents.read");
            r.Post("{id:guid}/documents", KeepDocuments.Handle, "Adds a paper of a supplier").Permit(Role.Member, "documents.write");
            r.Get("{id:guid}/documents/{document_id:guid}", KeepDocuments.Show, "Shows a paper of a supplier").Permit(Role.Viewer, "documents.read");
            r.Put("{id:guid}/documents/{document_id:guid}", KeepDocuments.Change, "Changes a paper of a supplier").Permit(Role.Member, "documents.write").Versioned();
            r.Delete("{id:guid}/documents/{document_id:guid}", KeepDocuments.Delete, "Deletes a paper of a supplier").Permit(Role.Admin, "documents.delete").Versioned();
            r.Post("{id:guid}/documents/{document_id:guid}/file", KeepDocuments.Upload, "Keeps the scanned paper").Permit(Role.Member, "documents.write").Upload().Problems(422, "file_kind_unknown");
            r.Get("{id:guid}/documents/{document_id:guid}/file", KeepDocuments.Download, "Downloads the scanned paper").Permit(Role.Viewer, "documents.read").Produces(200, contentType: "application/pdf");
            r.Get("{id:guid}/price-lists", KeepPrices.List, "Lists the prices of a supplier").Permit(Role.Viewer, "prices.read");
            r.Post("{id:guid}/price-lists", KeepPrices.Handle, "Adds a price; an open-ended earlier one ends").Permit(Role.Member, "prices.write").Problems(409, "price_overlap");
            r.Put("{id:guid}/price-lists/{price_id:guid}", KeepPrices.Change, "Changes a price").Permit(Role.Member, "prices.write").Versioned().Problems(409, "price_overlap");
            r.Delete("{id:guid}/price-lists/{price_id:guid}", KeepPrices.Delete, "Deletes a price").Permit(Role.Admin, "prices.delete").Versioned();

            r.Post("price-lists/import", CheckPriceList.Handle, "Uploads a supplier's price list, says what it would change and what is wrong").Permit(Role.Member, "prices.write").Upload().Problems(422, "file_unreadable", "missing_column");
            r.Get("price-lists/imports", CommitPriceList.List, "Lists the price lists that came from files").Permit(Role.Viewer, "prices.read");
            r.Get("price-lists/imports/{id:guid}", CheckPriceList.Show, "Shows what a price list would change now").Permit(Role.Viewer, "prices.read").Problems(422, "file_unreadable", "missing_column");
            r.Patch("price-lists/imports/{id:guid}", CheckPriceList.Correct, "Puts columns, cells and names of a price list right and checks it again").Permit(Role.Member, "prices.write")
                .Problems(409, "invalid_state_transition").Problems(422, "file_unreadable", "missing_column");
            r.Post("price-lists/imports/{id:guid}/commit", CommitPriceList.Handle, "Writes a checked list into the supplier's prices").Permit(Role.Member, "prices.write")
                .Problems(409, "invalid_state_transition", "price_overlap").Problems(422, "file_unreadable", "missing_column", "no_prices_to_import");
            r.Post("price-lists/imports/{id:guid}/undo", CommitPriceList.Undo, "Takes the prices of a list back, for 30 days").Permit(Role.Member, "prices.write").Problems(409, "invalid_state_transition", "undo_expired", "price_changed_since");
        });

        module.On<DeliveryReceived>(OnDeliveryReceived.Handle);
        module.On<InvoicePriceAccepted>(OnInvoicePriceAccepted.Handle);
        module.On<SupplierCheckRequested>(WatchSuppliers.Handle);
        module.Cron("watch-suppliers", "0 3 * * *", WatchSuppliers.FanOut);
        module.Answer<SupplierCatalog, IReadOnlyList<SupplierAnswer>>(KeepPrices.Catalog);
    }
}
