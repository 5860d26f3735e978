using Bakery.Bench;

// Bench SOCKET_FOLDER HOST_BINARY [night|imports|endpoints|make|all], or Bench gateway ADDRESS_OF_GATEWAY ADDRESS_OF_INVENTORY, or
// Bench replicas ADDRESS_OF_GATEWAY PID_OF_TRAINING FREE_PORT, or
// Bench scalers ADDRESS_OF_GATEWAY ADDRESS_OF_PROMETHEUS FOLDER_OF_COMPONENT PORT_OF_MAIL, or
// Bench roles ADDRESS_OF_GATEWAY FOLDER_OF_PIDS FREE_PORT FILE, or
// Bench forecast HOST_BINARY DATA_FOLDER PROPHET_SCRIPT RESULTS_PAGE [scores|sell-outs|speed|large|references [DATASET …]|all]
if (args[0] == "forecast")
{
    var part = args.Length > 5 ? args[5] : "all";
    if (part == "references")
    {
        new ForecastReferences(Path.GetFullPath(args[2])).Run(args.Length > 6 ? args[6..] : [.. ForecastReferences.All.Select(p => p.Dataset).Distinct()]);
        return 0;
    }
    async Task Print(string name, Func<ForecastPage, Task> print)
    {
        if (part != name && (part != "all" || name == "large")) return;
        using var page = new ForecastPage(args[4], name);
        await print(page);
    }
    await Print("scores", page => ForecastScores.Run(args[1], args[2], page));
    await Print("sell-outs", ForecastSellOuts.Run);
    await Print("speed", page => ForecastSpeed.Run(args[3], page));
    await Print("large", page => ForecastSpeed.Large(25, page));
    return 0;
}
if (args[0] == "gateway")
{
    await Gateway.Run(new Uri(args[1]), new Uri(args[2]));
    return 0;
}
if (args[0] == "replicas")
{
    await Replicas.Run(new Uri(args[1]), int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture), int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}
if (args[0] == "scalers")
{
    await Scalers.Run(new Uri(args[1]), new Uri(args[2]), args[3], int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}
if (args[0] == "roles")
{
    await Roles.Run(new Uri(args[1]), args[2], int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture), args[4]);
    return 0;
}
var (socket, binary, what) = (args[0], args[1], args.Length > 2 ? args[2] : "all");
await using var server = await BenchServer.Start(socket, binary);
if (what is "all" or "night") await Night.Run(server);
if (what is "all" or "imports") await Imports.Run(server);
if (what is "all" or "endpoints") await Endpoints.Run(server);
if (what is "all" or "make")
{
    await Make.Run(server);
    Floor.Run();
}
return 0;
