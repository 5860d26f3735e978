using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;

namespace Bakery.Kernel.Modules;

/// <summary>The modules hosted by this process and what they listen to.</summary>
public sealed class ModuleRegistry
{
    private readonly List<ModuleInfo> hosted = [];
    private readonly Dictionary<string, List<Subscription>> subscriptions = [];
    private readonly Dictionary<Type, Invocation> answers = [];
    private readonly List<CronJob> jobs = [];
    private readonly Dictionary<string, MessageAttribute> known = [];
    private readonly HashSet<(string Module, string Message)> hearing = [];
    private readonly Dictionary<Type, string> answering = [];

    public IReadOnlyList<ModuleInfo> Hosted => hosted;
    internal IReadOnlyList<CronJob> Jobs => jobs;

    /// <summary>Every (subscriber, wire name) of this process, for <c>bakery modules</c> and the generated docs.</summary>
    public IEnumerable<(string Module, string Subscriber, string Message)> Listening => subscriptions.Values.SelectMany(s => s).Select(s => (s.Module, s.Name, s.Wire));
    public IEnumerable<(string Module, string Name)> CronNames => jobs.Select(j => (j.Module, j.Name));
    public IEnumerable<Type> Queries => answers.Keys;

    /// <summary>Which module, here or in another process, hears which message.</summary>
    public IReadOnlySet<(string Module, string Message)> Hearing => hearing;

    /// <summary>The module that answers a query, here or in another process.</summary>
    public string? AnsweredBy(Type query) => answering.GetValueOrDefault(query);

    /// <summary>Learns what a module hears and answers, wherever it is hosted.</summary>
    internal void Meet(IModule module, ModuleBuilder built)
    {
        foreach (var subscription in built.Subscriptions) hearing.Add((module.Name, subscription.Wire));
        foreach (var query in built.Answers.Keys) answering.Add(query, module.Name);
    }

    internal void Add(IModule module, ModuleBuilder built)
    {
        Meet(module, built);
        hosted.Add(new ModuleInfo(module.Name, module.GetType(), built.Database));
        foreach (var subscription in built.Subscriptions)
        {
            if (!subscriptions.TryGetValue(subscription.Wire, out var list)) subscriptions[subscription.Wire] = list = [];
            if (list.Any(s => s.Name == subscription.Name)) throw new InvalidOperationException($"{subscription.Name} subscribes twice to {subscription.Wire}.");
            list.Add(subscription);
        }
        foreach (var (query, answer) in built.Answers) answers.Add(query, answer);
        jobs.AddRange(built.CronJobs);
    }

    /// <summary>Wire names of the contracts' messages with what their attribute says.</summary>
    public IReadOnlyDictionary<string, MessageAttribute> Known => known;

    /// <summary>Reads the wire names of an assembly's messages.</summary>
    public void Know(System.Reflection.Assembly contracts)
    {
        foreach (var type in contracts.GetTypes().Where(t => !t.IsAbstract && typeof(IMessage).IsAssignableFrom(t)))
            known[MessageNames.Of(type).Name] = MessageNames.Of(type);
    }

    internal IReadOnlyList<Subscription> SubscriptionsOf(string wire) => subscriptions.TryGetValue(wire, out var list) ? list : [];
    internal Invocation? AnswerTo(Type query) => answers.GetValueOrDefault(query);
    internal string? LiveName(string wire) => known.GetValueOrDefault(wire)?.Live;
}
