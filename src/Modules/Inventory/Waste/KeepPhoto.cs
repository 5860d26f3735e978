using Bakery.Contracts.Shared;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Waste;

/// <summary>Keeps a picture of what is thrown away; the waste entry names it by its id.</summary>
internal static class KeepPhoto
{
    public sealed record Response(Guid Id);

    internal static async Task<Created<Response>> Handle(IFormFile file, InventoryDb db, TimeProvider clock, CancellationToken ct)
    {
        var (type, content) = await ScannedPaper.ReadPhoto(file, ct);
        var photo = new WastePhoto { Id = Ids.New(clock), ContentType = type, Content = content };
        db.Add(photo);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"waste/photos/{photo.Id}", new Response(photo.Id));
    }

    internal static async Task<FileContentHttpResult> Show(Guid id, InventoryDb db, CancellationToken ct)
    {
        var photo = await db.WastePhotos.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw RuleViolation.NotFound("The photo");
        return TypedResults.File(photo.Content, photo.ContentType);
    }
}
