using Bakery.Bench;

// Bench SOCKET_FOLDER HOST_BINARY [night|imports|endpoints|make|all], or Bench forecast HOST_BINARY DATA_FOLDER
if (args[0] == "forecast") return await ForecastScores.Run(args[1], args[2]);
var (socket, binary, what) = (args[0], args[1], args.Length > 2 ? args[2] : "all");
await using var server = await BenchServer.Start(socket, binary);
if (what is "all" or "night") await Night.Run(server);
if (what is "all" or "imports") await Imports.Run(server);
if (what is "all" or "endpoints") await Endpoints.Run(server);
if (what is "all" or "make") await Make.Run(server);
return 0;
