using System.Text;
using System.Text.Json;
using Bakery.Contracts.Training;
using Bakery.Forecast;
using Bakery.Forecast.Pooled;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Security;
using Bakery.Kernel.Values;

namespace Bakery.Forecasting.Serving;

/// <summary>
/// The stored models of a process: read when they are first needed, the least used leaves. A model whose bytes are not those that this
/// installation signed is refused.
/// </summary>
internal sealed class ModelShelf(Secrets secrets)
{
    private const int Kept = 16;
    private readonly LinkedList<(Guid Id, PooledModel Model)> models = new();
    private readonly Lock gate = new();

    /// <summary>The pooled model, or null when it is gone, damaged or unsigned.</summary>
    public async Task<PooledModel?> Pooled(Guid artifact, Guid tenant, IQueryBus queries, CancellationToken ct)
    {
        if (Known(artifact) is { } known) return known;
        if (await queries.Ask(new ModelArtifact(artifact), ct) is not { } stored || !secrets.IsSigned(stored.Content, stored.Signature, ModelSignature.Purpose(tenant))) return null;
        var model = PooledModelFile.Read(stored.Content);
        lock (gate)
        {
            models.AddFirst((artifact, model));
            if (models.Count > Kept) models.RemoveLast();
        }
        return model;
    }

    /// <summary>The series' own method, or null when it is damaged or unsigned.</summary>
    public TrainedModel? Own(ModelAnswer answer, Guid tenant) =>
        secrets.IsSigned(Encoding.UTF8.GetBytes(answer.Parameters), answer.Signature, ModelSignature.Purpose(tenant)) ? JsonSerializer.Deserialize<TrainedModel>(answer.Parameters, Wire.Lenient) : null;

    private PooledModel? Known(Guid artifact)
    {
        lock (gate)
        {
            for (var node = models.First; node is not null; node = node.Next)
            {
                if (node.Value.Id != artifact) continue;
                models.Remove(node);
                models.AddFirst(node);
                return node.Value.Model;
            }
            return null;
        }
    }
}
