using Bakery.Contracts.Shared;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Deliveries;

/// <summary>A picture taken at the door: damaged goods, or the paper that came with them.</summary>
[NotAudited("The picture of a delivery's line, which is audited itself.")]
internal sealed class DeliveryPhoto : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public string ContentType { get; init; } = "";
    public byte[] Content { get; init; } = [];
}

/// <summary>Keeps a picture taken at the door; the delivery's line names it by its id.</summary>
internal static class KeepPhoto
{
    public sealed record Response(Guid Id);

    internal static async Task<Created<Response>> Handle(IFormFile file, ProcurementDb db, TimeProvider clock, CancellationToken ct)
    {
        var (type, content) = await ScannedPaper.ReadPhoto(file, ct);
        var photo = new DeliveryPhoto { Id = Ids.New(clock), ContentType = type, Content = content };
        db.Add(photo);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"deliveries/photos/{photo.Id}", new Response(photo.Id));
    }

    internal static async Task<FileContentHttpResult> Show(Guid id, ProcurementDb db, CancellationToken ct)
    {
        var photo = await db.DeliveryPhotos.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw RuleViolation.NotFound("The photo");
        return TypedResults.File(photo.Content, photo.ContentType);
    }
}
