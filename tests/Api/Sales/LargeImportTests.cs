using System.Globalization;
using System.Text;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Sales;

public sealed class LargeImportTests(BakeryServer server)
{
    /// <summary>A tenth of 120 articles over 21 months; BAKERY_LONG=1 takes all of it.</summary>
    private static readonly int Rows = Environment.GetEnvironmentVariable("BAKERY_LONG") == "1" ? 234_000 : 23_400;

    [Fact]
    public async Task A_large_till_file_is_imported_once_and_undone_to_the_last_row()
    {
        var bakery = await Bakeries.Small(server);
        await bakery.Commit(await bakery.Validate("fecha;ticket;producto;cantidad;total\n01/01/2025;x;Barra;3;3,60\n02/01/2025;y;Barra;4;4,80\n"));
        var file = Lines(Rows);
        var import = await bakery.Validate(file);
        Assert.Equal((Rows, 0, 0), (import["good_rows"]!.GetValue<int>(), import["error_count"]!.GetValue<int>(), import["duplicate_rows"]!.GetValue<int>()));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var done = await bakery.Commit(import);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Rows} rows committed in {System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.Equal(("completed", Rows), (done["state"].Text(), done["added"]!.GetValue<int>()));
        var again = await bakery.Commit(await bakery.Validate(file));
        Assert.Equal((0, Rows), (again["added"]!.GetValue<int>(), again["skipped"]!.GetValue<int>()));
        await bakery.Tenant.Post($"sales/imports/{import["import_id"].Text()}/undo");
        Assert.Equal(["3.0000", "4.0000"], await bakery.Quantities());
    }

    private static string Lines(int count)
    {
        var text = new StringBuilder("Ventas\n\nfecha;hora;ticket;producto;cantidad;total\n");
        var first = new DateOnly(2025, 2, 3);
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{first.AddDays((int)(i * 640L / count)):dd/MM/yyyy};{8 + i % 12:00}:{i % 60:00};{i / 3};{(i % 3 == 0 ? "Barra" : "Croissant")};{1 + i % 4};{1 + i % 4},20\n");
        return text.ToString();
    }
}
