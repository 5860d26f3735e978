namespace Bakery.Distributed;

/// <summary>A part that the process can do without for a while (broker, cache): shown by <c>/health/ready</c>, never a reason not to be ready.</summary>
public sealed record HealthNote(string Name, Func<string> State);
