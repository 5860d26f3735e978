using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Recipes.Formulas;

/// <summary>What a recipe makes.</summary>
internal enum RecipeKind { PreFerment, Dough, Filling, Fixed }

/// <summary>Life of a recipe.</summary>
internal enum RecipeStatus { Draft, Active, Archived }

/// <summary>A dough, pre-ferment, filling or fixed recipe with its versions.</summary>
internal sealed class Recipe : ITenantOwned, IVersioned
{
    private readonly List<RecipeVersion> versions = [];

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Name { get; private set; } = "";
    public RecipeKind Kind { get; private set; }
    public RecipeStatus Status { get; private set; }
    public Guid? CurrentVersionId { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>How its batches are checked, as JSON (<see cref="QualityConfiguration.Data"/>).</summary>
    public string Quality { get; private set; } = "{}";
    public IReadOnlyList<RecipeVersion> Versions => versions;

    public static Recipe Create(Guid id, string name, RecipeKind kind, RecipeForm.Content content, DateOnly effectiveFrom, string author, TimeProvider clock)
    {
        var recipe = new Recipe { Id = id, Kind = kind };
        recipe.Rename(name, clock);
        recipe.Draft(content, effectiveFrom, null, author, clock);
        return recipe;
    }

    public void Rename(string name, TimeProvider clock)
    {
        Name = name.Trim();
        if (Name.Length == 0) throw RuleViolation.Invalid("name", "A name is needed.");
        ChangedAt = clock.GetUtcNow();
    }

    public void CheckBy(string quality, TimeProvider clock) => (Quality, ChangedAt) = (quality, clock.GetUtcNow());

    /// <summary>The version that may still be edited, or null.</summary>
    public RecipeVersion? OpenDraft => versions.Where(v => !v.IsActivated).MaxBy(v => v.Number);

    /// <summary>The version put in force last, else the draft.</summary>
    public RecipeVersion Newest => versions.Find(v => v.Id == CurrentVersionId) ?? OpenDraft!;

    public RecipeVersion Draft(RecipeForm.Content content, DateOnly effectiveFrom, string? note, string author, TimeProvider clock)
    {
        if (Status == RecipeStatus.Archived) throw new RuleViolation("invalid_state_transition", "An archived recipe takes no new version.", 409);
        var version = new RecipeVersion(Ids.New(clock), Id, versions.Count == 0 ? 1 : versions.Max(v => v.Number) + 1, content, effectiveFrom, note, author, clock.GetUtcNow());
        versions.Add(version);
        ChangedAt = clock.GetUtcNow();
        return version;
    }

    /// <summary>Puts a version in force; from then on it never changes.</summary>
    public RecipeVersion Activate(Guid? versionId, TimeProvider clock)
    {
        if (Status == RecipeStatus.Archived) throw RuleViolation.Transition(Name, Status, RecipeStatus.Active);
        var version = versionId is { } id ? versions.Find(v => v.Id == id) : OpenDraft;
        if (version is null) throw RuleViolation.NotFound("The version");
        version.Activate();
        (Status, CurrentVersionId, ChangedAt) = (RecipeStatus.Active, version.Id, clock.GetUtcNow());
        return version;
    }

    public void Archive(TimeProvider clock)
    {
        if (Status == RecipeStatus.Archived) throw RuleViolation.Transition(Name, Status, RecipeStatus.Archived);
        (Status, ChangedAt) = (RecipeStatus.Archived, clock.GetUtcNow());
    }

    /// <summary>The version in force on a day: the newest activated one whose date has come, else the oldest activated one.</summary>
    public RecipeVersion? On(DateOnly day) => Status != RecipeStatus.Active ? null
        : versions.Where(v => v.IsActivated && v.EffectiveFrom <= day).MaxBy(v => v.Number) ?? versions.Where(v => v.IsActivated).MinBy(v => v.Number);
}

/// <summary>One version of a recipe; immutable once it has been in force.</summary>
internal sealed class RecipeVersion : ITenantOwned
{
    private RecipeVersion() { }

    public RecipeVersion(Guid id, Guid recipeId, int number, RecipeForm.Content content, DateOnly effectiveFrom, string? note, string author, DateTimeOffset now)
    {
        (Id, RecipeId, Number, EffectiveFrom, Note, Author, CreatedAt) = (id, recipeId, number, effectiveFrom, note, author, now);
        Body = JsonSerializer.Serialize(content, Wire.Lenient);
    }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid RecipeId { get; private set; }
    public int Number { get; private set; }
    public DateOnly EffectiveFrom { get; private set; }
    public string? Note { get; private set; }

    /// <summary>Who wrote it; null for versions of before this was kept.</summary>
    public string? Author { get; private set; }
    public bool IsActivated { get; private set; }
    public string Body { get; private set; } = "{}";
    public DateTimeOffset CreatedAt { get; private set; }

    public RecipeForm.Content Content => JsonSerializer.Deserialize<RecipeForm.Content>(Body, Wire.Lenient)!;

    public void Edit(RecipeForm.Content content, DateOnly effectiveFrom, string author)
    {
        if (IsActivated) throw new RuleViolation("version_in_force", "A version that has been in force cannot change; make a new one.", 409);
        (Body, EffectiveFrom, Author) = (JsonSerializer.Serialize(content, Wire.Lenient), effectiveFrom, author);
    }

    public void Activate() => IsActivated = true;
}
