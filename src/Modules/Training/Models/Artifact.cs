using Bakery.Contracts.Training;
using Bakery.Forecast.Pooled;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;

namespace Bakery.Training.Models;

/// <summary>A pooled model as it was stored, with the signature of this installation.</summary>
[NotAudited("Machine-made by a training job, which is audited.")]
internal sealed class Artifact : ITenantOwned
{
    private Artifact() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid JobId { get; private set; }
    public byte[] Content { get; private set; } = [];
    public byte[] Signature { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }

    public static Artifact Create(Guid id, Guid tenant, Guid job, PooledModel model, Secrets secrets, DateTimeOffset now)
    {
        var content = PooledModelFile.Write(model);
        return new Artifact { Id = id, TenantId = tenant, JobId = job, Content = content, Signature = secrets.Sign(content, ModelSignature.Purpose(tenant)), CreatedAt = now };
    }

    /// <summary>The model, or null when the bytes are not those that were signed.</summary>
    public PooledModel? Read(Secrets secrets) => secrets.IsSigned(Content, Signature, ModelSignature.Purpose(TenantId)) ? PooledModelFile.Read(Content) : null;
}
