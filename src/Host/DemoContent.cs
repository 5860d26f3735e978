using Bakery.DemoData;
using Bakery.DemoSession.Sessions;

namespace Bakery.Host;

/// <summary>Fills demos with the generated bakeries of <c>tools/DemoData</c>: 90 days of sales and a first run.</summary>
internal sealed class DemoContent : IDemoContent
{
    private const int DaysOfSales = 90;

    public async Task Fill(HttpClient http, Guid tenant, DemoAccount account, DateOnly today, CancellationToken ct)
    {
        var scenario = account == DemoAccount.Enterprise ? Scenarios.Enterprise : Scenarios.Professional;
        var loader = new DemoLoader(new BakeryApi(http) { Tenant = tenant }, scenario, today, _ => { });
        await loader.Load(DaysOfSales, 90);
        await loader.FirstRun();
        await loader.Today();
    }
}
