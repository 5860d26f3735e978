using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bakery.Tests.Deploy;

/// <summary>What every pod keeps to (kubernetes.md §1, §2, §7).</summary>
public sealed partial class PodTests
{
    /// <summary>What looks at the node itself, and the map's image, which starts its database as root: in namespaces of their own.</summary>
    private static readonly string[] OwnNamespaces = ["bakery-ia-node", "bakery-ia-map"];

    private static IEnumerable<KubernetesObject> Workloads => Rendered.Everything.Where(o => o.IsWorkload);
    private static IEnumerable<KubernetesObject> Ours => Workloads.Where(o => !OwnNamespaces.Contains(o.Namespace));

    [Fact]
    public void Every_pod_keeps_to_the_restricted_policy() => Assert.Empty(Ours.SelectMany(NotRestricted).Distinct());

    private static IEnumerable<string> NotRestricted(KubernetesObject o)
    {
        var pod = o.Pod!["spec"]!.AsObject();
        if (KubernetesObject.At(pod, "securityContext.runAsNonRoot")?.GetValue<bool>() != true) yield return $"{o.Where} may run as root.";
        if (KubernetesObject.At(pod, "securityContext.seccompProfile.type")?.GetValue<string>() != "RuntimeDefault") yield return $"{o.Where} has no seccomp profile.";
        foreach (var name in new[] { "hostNetwork", "hostPID", "hostIPC" })
            if (pod.ContainsKey(name)) yield return $"{o.Where} has {name}.";
        foreach (var volume in (pod["volumes"] as JsonArray ?? []).Where(v => v!.AsObject().ContainsKey("hostPath"))) yield return $"{o.Where} mounts {volume!["hostPath"]!["path"]}.";
        foreach (var container in o.AllContainers)
        {
            var name = $"{o.Where} {container["name"]}";
            if (KubernetesObject.At(container, "securityContext.readOnlyRootFilesystem")?.GetValue<bool>() != true) yield return $"{name} may write its root.";
            if (KubernetesObject.At(container, "securityContext.allowPrivilegeEscalation")?.GetValue<bool>() != false) yield return $"{name} may gain privileges.";
            if (KubernetesObject.At(container, "securityContext.capabilities.drop")?.ToJsonString() != "[\"ALL\"]") yield return $"{name} keeps capabilities.";
        }
    }

    [Fact]
    public void Every_pod_has_an_account_without_a_token_unless_it_speaks_to_the_API()
    {
        foreach (var o in Ours)
        {
            var pod = o.Pod!["spec"]!.AsObject();
            var account = pod["serviceAccountName"]?.GetValue<string>();
            Assert.True(account is not (null or "default"), $"{o.Where} has no account of its own.");
            if (pod["automountServiceAccountToken"]?.GetValue<bool>() == false) continue;
            Assert.Contains(Rendered.Prod.Objects, b => b.Kind is "RoleBinding" or "ClusterRoleBinding" && b.Body["subjects"]!.AsArray().Any(s => s!["name"]!.GetValue<string>() == account));
        }
    }

    [Fact]
    public void Requests_are_given_and_never_above_the_limits()
    {
        foreach (var o in Workloads)
            foreach (var container in o.AllContainers)
                foreach (var resource in new[] { "cpu", "memory" })
                {
                    var (request, limit) = (Amount.Of(KubernetesObject.At(container, $"resources.requests.{resource}")), Amount.Of(KubernetesObject.At(container, $"resources.limits.{resource}")));
                    Assert.True(request > 0 && request <= limit, $"{o.Where} {container["name"]}: {resource} {request} of {limit}");
                }
    }

    [Fact]
    public void Every_serving_pod_says_when_it_lives_is_ready_and_has_stopped()
    {
        foreach (var o in Ours.Where(o => o.Component is "microservice" or "gateway" or "dashboard"))
        {
            var container = o.Containers.Single();
            Assert.Equal("/health/live", KubernetesObject.Text(container, "livenessProbe.httpGet.path"));
            Assert.Equal("/health/ready", KubernetesObject.Text(container, "readinessProbe.httpGet.path"));
            Assert.Equal(300, KubernetesObject.At(container, "startupProbe.periodSeconds")!.GetValue<int>() * KubernetesObject.At(container, "startupProbe.failureThreshold")!.GetValue<int>());
            Assert.Equal(5, KubernetesObject.At(container, "lifecycle.preStop.sleep.seconds")!.GetValue<int>());
            Assert.Equal(35, KubernetesObject.At(o.Pod, "spec.terminationGracePeriodSeconds")!.GetValue<int>());
            Assert.NotNull(KubernetesObject.At(o.Pod, "spec.topologySpreadConstraints"));
        }
        Assert.All(Ours.Where(o => o.Kind is "Deployment" or "StatefulSet"), o => Assert.NotNull(o.Containers.First()["readinessProbe"]));
    }

    [Fact]
    public void Init_containers_stand_where_the_table_says_and_use_the_wait_verb()
    {
        foreach (var o in new[] { Rendered.Dev, Rendered.Prod, Rendered.Ci }.SelectMany(o => o.Objects).Where(o => o.IsWorkload))
        {
            string[] expected = o.Component switch
            {
                "microservice" => ["wait-for-redis", "wait-for-rabbitmq", "wait-for-migration"],
                "gateway" => ["wait-for-redis"],
                "database" or "cache" => ["fix-tls-permissions"],
                "seed" => ["wait-for-service"],
                _ => [.. o.InitContainers.Select(c => c["name"]!.GetValue<string>())],
            };
            Assert.Equal(expected, o.InitContainers.Select(c => c["name"]!.GetValue<string>()));
            foreach (var wait in o.InitContainers.Where(c => c["name"]!.GetValue<string>().StartsWith("wait-for-", StringComparison.Ordinal)))
            {
                Assert.Equal(["wait", wait["name"]!.GetValue<string>()["wait-for-".Length..]], wait["args"]!.AsArray().Take(2).Select(a => a!.GetValue<string>()));
                Assert.Null(wait["command"]);
            }
        }
        Assert.Contains("redis-tls", Rendered.Prod.One("Deployment", "orders-service").InitContainers.First()["volumeMounts"]!.ToJsonString());
        Assert.All(Rendered.Single.Of("Deployment"), d => Assert.Equal("wait-for-migration", d.InitContainers.Single()["name"]!.GetValue<string>()));
    }

    [Fact]
    public void Nothing_sleeps_instead_of_asking() =>
        Assert.All(Workloads.SelectMany(o => o.AllContainers.Select(c => $"{o.Where} {c["command"]?.ToJsonString()} {c["args"]?.ToJsonString()}")), text => Assert.DoesNotMatch(Sleeping(), text));

    [Fact]
    public void Every_image_has_a_version()
    {
        var images = Workloads.SelectMany(o => o.AllContainers).Select(c => c["image"]!.GetValue<string>()).Distinct().ToList();
        Assert.All(images, i => Assert.Matches(@"^[a-z0-9.-]+(/[a-z0-9._-]+)+(:v?[0-9][A-Za-z0-9._-]*|@sha256:[0-9a-f]{64})$", i));
        Assert.DoesNotContain(images, i => i.Contains(":latest", StringComparison.Ordinal));
    }

    [Fact]
    public void A_workload_with_two_or_more_replicas_keeps_one_and_a_single_one_may_go()
    {
        foreach (var overlay in new[] { Rendered.Dev, Rendered.Prod })
            foreach (var o in overlay.Objects.Where(o => o.Kind is "Deployment" or "StatefulSet" && !OwnNamespaces.Contains(o.Namespace)))
            {
                var labels = KubernetesObject.At(o.Pod, "metadata.labels")!.AsObject();
                var budget = Assert.Single(overlay.Of("PodDisruptionBudget"), b => KubernetesObject.At(b.Body, "spec.selector.matchLabels")!.AsObject().All(l => labels[l.Key]?.ToString() == l.Value!.ToString()));
                Assert.True(budget.Body["spec"]!.AsObject().ContainsKey(o.Replicas >= 2 ? "minAvailable" : "maxUnavailable"), $"{o.Where} has {o.Replicas} replicas.");
            }
    }

    [Fact]
    public void No_secret_value_is_in_the_repository()
    {
        Assert.Empty(Rendered.Everything.Where(o => o.Kind == "Secret").Select(o => o.Name));
        var example = YamlText.Documents(File.ReadAllText(Checkout.At("deploy", "kubernetes", "secrets.example.yaml"))).OfType<JsonObject>().ToList();
        Assert.NotEmpty(example);
        Assert.All(example.SelectMany(s => s["stringData"]!.AsObject()), v => Assert.StartsWith("<", v.Value!.GetValue<string>()));
        var texts = Directory.EnumerateFiles(Checkout.At("deploy"), "*", SearchOption.AllDirectories).Select(f => (Path: f, Text: File.ReadAllText(f)));
        Assert.All(texts, f => Assert.False(f.Text.Contains("PRIVATE " + "KEY", StringComparison.Ordinal) || Literal().IsMatch(f.Text), f.Path));
    }

    [Fact]
    public void Every_secret_key_that_a_pod_asks_for_is_in_the_example()
    {
        var given = YamlText.Documents(File.ReadAllText(Checkout.At("deploy", "kubernetes", "secrets.example.yaml"))).OfType<JsonObject>()
            .SelectMany(s => s["stringData"]!.AsObject().Select(v => $"{KubernetesObject.Text(s, "metadata.name")}/{v.Key}")).ToHashSet();
        var asked = Workloads.SelectMany(o => o.AllContainers).SelectMany(c => (c["env"] as JsonArray ?? []).Select(e => KubernetesObject.At(e, "valueFrom.secretKeyRef"))).Where(r => r is not null)
            .Select(r => $"{Regex.Replace(r!["name"]!.GetValue<string>(), "^.+-db$", "<service>-db")}/{r["key"]}").Distinct();
        Assert.Empty(asked.Except(given));
    }

    [GeneratedRegex(@"\bsleep\b|\btimeout\b")]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"(password|secret|token|api[-_]key)\s*[:=]\s*[""']?[A-Za-z0-9+/]{20,}[""']?\s*$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Literal();
}
