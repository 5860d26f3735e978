namespace Bakery.Tests.Api.Support;

/// <summary>A running bakery as the acceptance tests see it: one process or many.</summary>
public interface IBakery
{
    HttpClient CreateClient();

    /// <summary>Moves the clock of every process.</summary>
    void SetClock(DateTimeOffset instant);

    /// <summary>Returns when every message that is due has been handled.</summary>
    Task Settled();
}
