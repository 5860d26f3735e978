using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Pos.Configurations;
using Bakery.Pos.Imports;
using Bakery.Pos.Products;

namespace Bakery.Pos;

/// <summary>Tills: their files become sales, and products nobody knows wait in a queue.</summary>
public sealed class PosModule : IModule
{
    public string Name => "pos";

    public void Configure(ModuleBuilder module)
    {
        module.Store<PosDb>();

        module.TenantRoutes(r =>
        {
            r.Get("configurations", ListConfigurations.Handle, "Lists the tills").Permit(Role.Viewer, "configurations.read");
            r.Post("configurations", CreateConfiguration.Handle, "Adds a till").Permit(Role.Admin, "configurations.write").Problems(409, "duplicate");
            r.Get("configurations/{id:guid}", GetConfiguration.Handle, "Shows a till").Permit(Role.Viewer, "configurations.read");
            r.Put("configurations/{id:guid}", UpdateConfiguration.Handle, "Changes a till or puts the mapping of its files right").Permit(Role.Admin, "configurations.write").Versioned().Problems(409, "duplicate");
            r.Post("configurations/{id:guid}/imports", ImportTillFile.Handle, "Takes a till's export file").Permit(Role.Member, "imports.write").Upload()
                .Problems(409, "till_inactive").Problems(422, "file_unreadable", "missing_column");
            r.Get("imports", ListTillImports.Handle, "Lists the files taken").Permit(Role.Viewer, "imports.read");
            r.Get("products", ListTillProducts.Handle, "Lists the tills' products, the unknown ones with a suggestion").Permit(Role.Viewer, "products.read");
            r.Get("products/{id:guid}", GetTillProduct.Handle, "Shows a till's product").Permit(Role.Viewer, "products.read");
            r.Put("products/{id:guid}", MapTillProduct.Handle, "Says which item a till's product means, or leaves it out").Permit(Role.Member, "products.write").Versioned();
            r.Get("transactions", ListTransactions.Handle, "Lists the tills' sales").Permit(Role.Viewer, "transactions.read");
        });
    }
}
