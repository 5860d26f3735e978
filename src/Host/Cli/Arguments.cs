using System.Globalization;

namespace Bakery.Host.Cli;

/// <summary>A command line that cannot be run, with what to do instead.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Words and options of a command line: <c>--name value</c>, <c>--name=value</c> and flags.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> _options = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    /// <param name="args">The words behind the verb.</param>
    /// <param name="flags">Options without a value.</param>
    /// <param name="options">Options with a value.</param>
    public Arguments(string[] args, string[] flags, string[] options)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var text = args[i];
            if (!text.StartsWith("--", StringComparison.Ordinal))
            {
                _words.Add(text);
                continue;
            }

            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? text[2..] : text[2..equals];
            if (flags.Contains(name))
            {
                _options[name] = null;
            }
            else if (options.Contains(name))
            {
                _options[name] = equals >= 0 ? text[(equals + 1)..]
                    : i + 1 < args.Length ? args[++i]
                    : throw new UsageException($"--{name} needs a value.");
            }
            else
            {
                throw new UsageException($"There is no option --{name}. See --help.");
            }
        }
    }

    public IReadOnlyList<string> Words => _words;

    public bool Has(string name) => _options.ContainsKey(name);

    public string? Text(string name) => _options.GetValueOrDefault(name);

    public int Number(string name, int standard, int lowest, int highest)
    {
        if (Text(name) is not { } text)
        {
            return standard;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest
            ? value
            : throw new UsageException($"--{name} must be a whole number from {lowest} to {highest}, not '{text}'.");
    }
}
