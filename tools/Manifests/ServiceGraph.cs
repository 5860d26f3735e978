using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Bakery.Contracts.Shared;
using Bakery.Host;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Manifests;

/// <summary>Which service calls which, read from the compiled code: the queries that a module's assembly makes, and the internal paths its sources name.</summary>
internal sealed partial class ServiceGraph
{
    private static readonly Lazy<ServiceGraph> Known = new(Read);
    private readonly SortedDictionary<string, SortedSet<string>> calls = new(StringComparer.Ordinal);

    private ServiceGraph(IEnumerable<(string Caller, string Called, string Why)> edges)
    {
        foreach (var module in ModuleCatalog.All) calls[module.Name] = new SortedSet<string>(StringComparer.Ordinal);
        Reasons = [.. edges.Where(e => e.Caller != e.Called).Distinct().OrderBy(e => e.Caller, StringComparer.Ordinal).ThenBy(e => e.Called, StringComparer.Ordinal).ThenBy(e => e.Why, StringComparer.Ordinal)];
        foreach (var (caller, called, _) in Reasons) calls[caller].Add(called);
    }

    /// <summary>Every edge with the query or path that makes it.</summary>
    public IReadOnlyList<(string Caller, string Called, string Why)> Reasons { get; }

    public IEnumerable<string> Services => calls.Keys;
    public IEnumerable<string> CalledBy(string service) => calls[service];
    public IEnumerable<string> CallersOf(string service) => calls.Where(c => c.Value.Contains(service)).Select(c => c.Key);

    public static ServiceGraph OfCode() => Known.Value;

    private static ServiceGraph Read()
    {
        Environment.SetEnvironmentVariable("BAKERY_DB", "Host=/none;Username=bakery_app");
        Environment.SetEnvironmentVariable("BAKERY_DB_OWNER", "Host=/none;Username=bakery_owner");
        using var app = BakeryHost.Build([]);
        var registry = app.Services.GetRequiredService<ModuleRegistry>();
        var answered = registry.Queries.ToDictionary(q => q.FullName!, q => registry.AnsweredBy(q)!);
        var shared = Made(typeof(Distributed.DistributedHosting).Assembly, answered).ToList();
        return new ServiceGraph(ModuleCatalog.All.SelectMany(module =>
            Made(module.GetType().Assembly, answered).Concat(shared).Select(q => (module.Name, answered[q], q.Split('.')[^1]))
                .Concat(Paths(module.GetType().Assembly.GetName().Name!["Bakery.".Length..]).Select(p => (module.Name, p.Service, p.Path)))
                // The token by which a service speaks to others.
                .Append((module.Name, "auth", "service-token"))));
    }

    /// <summary>The queries that an assembly makes: it calls their constructors.</summary>
    private static IEnumerable<string> Made(Assembly assembly, Dictionary<string, string> queries)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference || metadata.GetString(member.Name) != ".ctor") continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            var name = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
            if (queries.ContainsKey(name)) found.Add(name);
        }
        return found;
    }

    /// <summary>The internal paths of other services: <c>At("auth", "/internal/…")</c>.</summary>
    private static IEnumerable<(string Service, string Path)> Paths(string folder) =>
        Directory.EnumerateFiles(Checkout.At("src", "Modules", folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => InternalPath().Matches(File.ReadAllText(f))).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).Distinct();

    [GeneratedRegex("""\bAt\("([a-z-]+)", \$?"(/internal/[^"]+)""")]
    private static partial Regex InternalPath();
}
