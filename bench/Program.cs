using Bakery.Bench;

// Bench SOCKET_FOLDER HOST_BINARY [night|imports|endpoints|make|all], or
// Bench forecast HOST_BINARY DATA_FOLDER PROPHET_SCRIPT [scores|sell-outs|speed|large|all]
if (args[0] == "forecast")
{
    var part = args.Length > 4 ? args[4] : "all";
    if (part is "all" or "scores") await ForecastScores.Run(args[1], args[2]);
    if (part is "all" or "sell-outs") ForecastSellOuts.Run();
    if (part is "all" or "speed") await ForecastSpeed.Run(args[3]);
    if (part is "large") ForecastSpeed.Large(25);
    return 0;
}
var (socket, binary, what) = (args[0], args[1], args.Length > 2 ? args[2] : "all");
await using var server = await BenchServer.Start(socket, binary);
if (what is "all" or "night") await Night.Run(server);
if (what is "all" or "imports") await Imports.Run(server);
if (what is "all" or "endpoints") await Endpoints.Run(server);
if (what is "all" or "make") await Make.Run(server);
return 0;
