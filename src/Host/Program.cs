using Bakery.Host.Cli;
using Bakery.Host.Verbs;
using Bakery.Kernel.Values;

var verb = args is [{ } first, ..] && !first.StartsWith('-') ? first : "serve";
var rest = args.Skip(1).ToArray();
using var stop = new CancellationTokenSource();
try
{
    return verb switch
    {
        "serve" => await Serve.Run(args),
        "migrate" => await Migrate.Run(args),
        "wait" => await Wait.Run(rest, Console.Out, stop.Token),
        "seed" when rest is [var part] => await SeedPart.Run(part, Console.Out, stop.Token),
        "seed" => await Seed.Run(rest, stop.Token),
        "sql" => await Sql.Run(rest),
        "copy-cluster" => await CopyCluster.Run(rest),
        "modules" => await Modules.Run(args),
        "openapi" => await WriteOpenApi.Run(rest),
        "forecast" => await ForecastCommand.Run(rest, Console.Out, Console.Error, stop.Token),
        "backtest" => await BacktestCommand.Run(rest, Console.Out, Console.Error, stop.Token),
        "plan" => await PlanCommand.Run(rest, Console.Out, Console.Error, stop.Token),
        _ => Usage(verb),
    };
}
catch (Exception error) when (error is RuleViolation or ArgumentException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}

static int Usage(string verb)
{
    Console.Error.WriteLine($"'{verb}' is not a verb. Verbs: serve, migrate, wait, modules, openapi, seed, sql, copy-cluster, forecast, backtest, plan.");
    return 2;
}
