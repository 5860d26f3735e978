namespace Bakery.Kernel.Http;

/// <summary>A short single-use ticket that opens the live stream, because a browser's EventSource cannot send a header.</summary>
public interface IStreamTickets
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    Task<string> Issue(IReadOnlySet<Guid> tenants);

    /// <summary>The tenants of the ticket, or null when it is unknown, used or too old.</summary>
    Task<IReadOnlySet<Guid>?> Take(string ticket);
}
