using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Bakery.Recipes.Costs;
using Bakery.Recipes.Food;
using Bakery.Recipes.Formulas;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Recipes;

/// <summary>Recipes, their versions and the costs they led to.</summary>
internal sealed class RecipesDb(DbContextOptions<RecipesDb> options) : ModuleDb(options)
{
    public override string Schema => "recipes";

    public DbSet<Recipe> Recipes => Set<Recipe>();
    public DbSet<SignOff> SignOffs => Set<SignOff>();
    public DbSet<CostSnapshot> Costs => Set<CostSnapshot>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Recipe>(t =>
        {
            t.ToTable("recipe");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(255);
            t.Property(x => x.Quality).HasColumnType("jsonb").HasDefaultValueSql("'{}'");
            t.Ignore(x => x.OpenDraft);
            t.HasMany(x => x.Versions).WithOne().HasForeignKey(v => v.RecipeId);
            t.Navigation(x => x.Versions).HasField("versions").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
            t.HasIndex(x => new { x.TenantId, x.Name }).IsUnique();
        });
        model.Entity<RecipeVersion>(t =>
        {
            t.ToTable("recipe_version");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Note).HasMaxLength(500);
            t.Property(x => x.Author).HasMaxLength(255);
            t.Property(x => x.Body).HasColumnType("jsonb");
            t.Ignore(x => x.Content);
            t.HasIndex(x => new { x.RecipeId, x.Number }).IsUnique();
        });
        model.Entity<SignOff>(t =>
        {
            t.ToTable("sign_off");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Digest).HasMaxLength(64);
            t.Property(x => x.Note).HasMaxLength(500);
            t.Property(x => x.SignedBy).HasMaxLength(255);
            t.HasIndex(x => new { x.TenantId, x.RecipeId, x.Kind, x.SignedAt });
        });
        model.Entity<CostSnapshot>(t =>
        {
            t.ToTable("cost_snapshot");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.TenantId, x.ProductItemId, x.Number });
            t.HasIndex(x => new { x.TenantId, x.RecipeId, x.Number });
        });
    }

    public async Task<Recipe> FindRecipe(Guid id, CancellationToken ct) => await Recipes.FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleViolation.NotFound("The recipe");

    public Task<Dictionary<Guid, string>> Names(IEnumerable<Guid> ids, CancellationToken ct) => Recipes.AsNoTracking().IgnoreAutoIncludes().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Name, ct);
}
