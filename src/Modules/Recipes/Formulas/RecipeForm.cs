using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Tenancy;
using Bakery.Planning.Formulas;

namespace Bakery.Recipes.Formulas;

/// <summary>What people send and read of a recipe.</summary>
internal static class RecipeForm
{
    /// <summary>An item that may take the place of the line's item. What it does to the allergens is never stored: it is worked out whenever it is shown.</summary>
    /// <param name="Ratio">Weight of the substitute for one of the line's item; between two things that are counted, pieces for a piece.</param>
    public sealed record Substitution(Guid ItemId, decimal Ratio = 1);

    /// <summary>An item, or in a filling or a fixed recipe a filling.</summary>
    /// <param name="Unit">% of the flour (of the whole in a filling), or a unit of mass, volume or count that the item can turn into weight; a filling is weighed.</param>
    /// <param name="IsOptional">May be left out: what is short of it keeps nobody from baking. It counts for cost and allergens all the same.</param>
    /// <param name="Group">dough, filling, topping, lamination … as the baker calls it.</param>
    public sealed record Line(decimal Quantity, [property: Required, MaxLength(10)] string Unit, Guid? ItemId = null, Guid? RecipeId = null, [property: MaxLength(2000)] string? Notes = null,
        [property: MaxLength(255)] string? PreparationMethod = null, bool IsOptional = false, [property: MaxLength(40)] string? Group = null, [property: MaxLength(10)] IReadOnlyList<Substitution>? Substitutions = null);

    /// <param name="FlourSharePercent">Share of the dough's flour that the pre-ferment holds.</param>
    public sealed record Preferment(Guid RecipeId, decimal FlourSharePercent);

    /// <summary>An item or a filling, per piece; a filling is weighed.</summary>
    public sealed record Extra(decimal Quantity, [property: Required, MaxLength(10)] string Unit, Guid? ItemId = null, Guid? RecipeId = null);

    /// <param name="RawWeightG">Of the piece of dough; a fixed recipe works it out from its lines.</param>
    /// <param name="LabourMinutes">Direct labour of a piece, valued at the tenant's hourly rate.</param>
    /// <param name="EnergyKwh">Energy of a piece, valued at the tenant's rate.</param>
    public sealed record Shape(Guid ProductItemId, decimal RawWeightG, decimal BakedWeightG, int PiecesMultiple, MultipleRounding MultipleRounding = MultipleRounding.Up, decimal LabourMinutes = 0,
        decimal EnergyKwh = 0, [property: MaxLength(20)] IReadOnlyList<Extra>? Extras = null);

    /// <param name="ActiveMinutes">Of the minutes, those that need hands.</param>
    /// <param name="EquipmentKind">mixer, divider, laminator, proofer, retarder, oven, cooler, packer; null = the usual one of the stage.</param>
    public sealed record Step(int Order, [property: Required, MaxLength(40)] string Stage, int Minutes, decimal? TempC = null, [property: MaxLength(1000)] string? Instruction = null, int? ActiveMinutes = null,
        [property: MaxLength(20)] string? EquipmentKind = null);

    /// <param name="YieldQuantity">Pieces that the lines of a fixed recipe yield; of no other kind.</param>
    public sealed record Content([property: Required, Length(1, 60)] IReadOnlyList<Line> Lines, Preferment? Preferment = null, decimal ProcessLossPercent = 0, decimal? MixerMinKg = null,
        decimal? MixerMaxKg = null, decimal RestHours = 0, [property: MaxLength(100)] IReadOnlyList<Shape>? Shapes = null, [property: MaxLength(60)] IReadOnlyList<Step>? Steps = null, decimal? YieldQuantity = null);

    /// <param name="Author">Who wrote the version.</param>
    public sealed record VersionView(Guid Id, int Number, DateOnly EffectiveFrom, string? Note, bool IsActivated, DateTimeOffset CreatedAt, Content Content, string? Author);

    public sealed record View(Guid Id, string Name, RecipeKind Kind, RecipeStatus Status, Guid? CurrentVersionId, VersionView? Current, VersionView? Draft, int Version) : IVersioned;

    internal static View Of(Recipe r) => new(r.Id, r.Name, r.Kind, r.Status, r.CurrentVersionId, Of(r.Versions.FirstOrDefault(v => v.Id == r.CurrentVersionId)), Of(r.OpenDraft), r.Version);

    internal static VersionView? Of(RecipeVersion? v) => v is null ? null : new(v.Id, v.Number, v.EffectiveFrom, v.Note, v.IsActivated, v.CreatedAt, v.Content, v.Author);
}
