using Bakery.SalesFiles;

namespace Bakery.Host.Cli;

/// <summary>What the commands answer when something is wrong: a name, the next step, and an exit code.</summary>
internal static class CommandErrors
{
    public const int Usage = 2;
    public const int BadFile = 3;
    public const int CannotWrite = 4;

    public static async Task<int> Catch(TextWriter error, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (UsageException e)
        {
            await error.WriteLineAsync(e.Message);
            return Usage;
        }
        catch (SalesFileException e)
        {
            await error.WriteLineAsync($"{e.Code}: {e.Message}");
            await error.WriteLineAsync($"Next: {e.NextStep}");
            return BadFile;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"cannot_write: {e.Message}");
            await error.WriteLineAsync("Next: name a folder that exists and that you may write to.");
            return CannotWrite;
        }
    }
}
