using Bakery.Host;
using Bakery.Host.Verbs;
using Bakery.Kernel.Values;

var verb = args is [{ } first, ..] && !first.StartsWith('-') ? first : "serve";
var rest = args.Skip(1).ToArray();
try
{
    return verb switch
    {
        "serve" => await Serve.Run(args),
        "migrate" => await Migrate.Run(args),
        "modules" => await Modules.Run(args),
        "openapi" => await WriteOpenApi.Run(rest),
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
    Console.Error.WriteLine($"'{verb}' is not a verb. Verbs: serve, migrate, modules, openapi.");
    return 2;
}
