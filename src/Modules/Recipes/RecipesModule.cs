using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Suppliers;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Recipes.Costs;
using Bakery.Recipes.Food;
using Bakery.Recipes.Formulas;
using Bakery.Recipes.Labels;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Recipes;

/// <summary>Doughs, pre-ferments, fillings and fixed recipes: what goes into a piece and what it costs.</summary>
public sealed class RecipesModule : IModule
{
    public string Name => "recipes";

    public void Configure(ModuleBuilder module)
    {
        module.Store<RecipesDb>();
        module.Services.AddScoped<Kitchen>();
        module.Services.AddScoped<Pantry>();
        module.Services.AddScoped<Substitutes>();
        string[] formula = ["preferment_exceeds_total", "formula_invalid", "flour_missing", "conversion_unknown", "unit_unknown", "recipe_cycle", "recipe_too_deep", "substitution_invalid"];

        module.TenantRoutes(r =>
        {
            r.Get("", ReadRecipes.Handle, "Lists recipes").Permit(Role.Viewer, "recipes.read");
            r.Post("", WriteRecipe.Handle, "Creates a recipe with its first draft version").Permit(Role.Member, "recipes.write").Problems(409, "duplicate").Problems(422, formula);
            r.Get("{id:guid}", ReadRecipes.One, "Shows a recipe with its version in force and its draft").Permit(Role.Viewer, "recipes.read");
            r.Put("{id:guid}", WriteRecipe.Edit, "Edits the draft version; opens one when there is none").Permit(Role.Member, "recipes.write").Versioned().Problems(409, "duplicate", "version_in_force", "invalid_state_transition").Problems(422, formula);
            r.Delete("{id:guid}", WriteRecipe.Delete, "Deletes a recipe that was never in force").Permit(Role.Admin, "recipes.delete").Versioned().Problems(409, "in_use");
            r.Get("{id:guid}/versions", ReadRecipes.History, "Lists the versions of a recipe").Permit(Role.Viewer, "recipes.read");
            r.Post("{id:guid}/versions", WriteRecipe.AddVersion, "Adds a draft version").Permit(Role.Member, "recipes.write").Problems(409, "invalid_state_transition").Problems(422, formula);
            r.Post("{id:guid}/activate", WriteRecipe.Activate, "Puts a version in force").Permit(Role.Admin, "recipes.activate").Problems(409, "invalid_state_transition", "recipe_not_active").Problems(422, [.. formula, "claim_refused"]);
            r.Post("{id:guid}/archive", WriteRecipe.Archive, "Takes a recipe out of use").Permit(Role.Admin, "recipes.activate").Versioned().Problems(409, "invalid_state_transition", "in_use");
            r.Post("{id:guid}/duplicate", WriteRecipe.Duplicate, "Copies a recipe without its shapes").Permit(Role.Member, "recipes.write").Problems(409, "duplicate");
            r.Get("{id:guid}/lines", ShowLines.Handle, "Shows a recipe's lines in stock units with what may replace them").Permit(Role.Viewer, "recipes.read");
            r.Post("{id:guid}/substitute", SubstituteIngredient.Handle, "Writes a draft in which a substitute takes an ingredient's place").Permit(Role.Member, "recipes.write").Problems(409, "recipe_not_active", "draft_open", "allergens_change", "invalid_state_transition").Problems(422, formula);
            r.Post("{id:guid}/scale", ScaleRecipe.Handle, "Scales a recipe to the gram").Permit(Role.Viewer, "recipes.read").Problems(409, "recipe_not_active").Repeats("It only computes.");
            r.Post("{id:guid}/mix-plan", ScaleRecipe.MixPlan, "Divides a dough over the mixer").Permit(Role.Viewer, "recipes.read").Problems(422, "mixer_unknown").Repeats("It only computes.");
            r.Get("{id:guid}/cost", ProductCosts.Handle, "Shows what the products of a dough cost").Permit(Role.Viewer, "costs.read").Problems(409, "recipe_not_active").Problems(422, "conversion_unknown");
            r.Get("{id:guid}/cost-history", ProductCosts.History, "Lists earlier costs").Permit(Role.Viewer, "costs.read");
            r.Get("{id:guid}/nutrition", ShowNutrition.Handle, "Shows the nutrition of a recipe's products").Permit(Role.Viewer, "recipes.read");
            r.Get("{id:guid}/allergens", ShowAllergens.Handle, "Shows the allergens of a recipe's products over all levels").Permit(Role.Viewer, "recipes.read");
            r.Post("{id:guid}/allergens/sign-off", ShowAllergens.SignOff, "Signs the allergens off until anything below changes").Permit(Role.Admin, "recipes.sign").Problems(409, "recipe_not_active").Problems(422, "allergen_unknown");
            r.Get("{id:guid}/label", ShowLabel.Handle, "Prints a product's label or counter card as PDF or ZPL").Permit(Role.Viewer, "recipes.read").Problems(422, "allergen_unknown", "claim_refused", "label_overfull");
            r.Post("{id:guid}/claims-check", CheckClaims.Handle, "Checks what is said of a recipe's products").Permit(Role.Viewer, "recipes.read").Repeats("It only reads.");
            r.Post("{id:guid}/artisan-checklist", CheckClaims.SignChecklist, "Signs the artisan checklist of the version in force").Permit(Role.Owner, "recipes.sign").Problems(409, "recipe_not_active");
            r.Post("{id:guid}/feasibility", CheckFeasibility.Handle, "Says whether the stock is enough for some pieces").Permit(Role.Viewer, "recipes.read").Problems(422, "conversion_unknown").Repeats("It only reads.");
            r.Get("{id:guid}/quality-configuration", QualityConfiguration.Show, "Shows how batches of a recipe are checked").Permit(Role.Viewer, "recipes.read");
            r.Put("{id:guid}/quality-configuration", QualityConfiguration.Change, "Changes how batches of a recipe are checked").Permit(Role.Admin, "recipes.activate").Versioned();
            r.Get("statistics", ShowCompleteness.Count, "Counts recipes and products").Permit(Role.Viewer, "recipes.read");
            r.Get("categories", ShowCompleteness.ByCategory, "Counts products by category").Permit(Role.Viewer, "recipes.read");
            r.Get("completeness", ShowCompleteness.Handle, "Shows what is missing for costs and labels").Permit(Role.Viewer, "recipes.read");
            r.Get("margins", ShowMargins.Handle, "Lists the products' margins with the price that restores the target").Permit(Role.Viewer, "costs.read");
            r.Post("cost", PriceDraft.Handle, "Prices a recipe while it is being written").Permit(Role.Member, "costs.read").Problems(409, "recipe_not_active").Problems(422, formula).Repeats("It only computes.");
            r.Post("resolve", ResolveFormula.Handle, "Works a formula out for another hydration or dough weight").Permit(Role.Viewer, "recipes.read").Problems(422, "formula_invalid").Repeats("It only computes.");
            r.Post("explode", ExplodePieces.Handle, "Turns pieces into doughs, pre-ferments and ingredients").Permit(Role.Viewer, "recipes.read").Problems(422, "conversion_unknown").Repeats("It only computes.");
            r.Post("water-temperature", ScaleRecipe.Water, "Finds the water temperature and the ice").Permit(Role.Viewer, "recipes.read").Repeats("It only computes.");
        });

        module.On<StockReceived>(OnStockReceived.Handle);
        module.On<ItemChanged>(OnItemChanged.Handle);
        module.On<PriceChanged>(OnPriceChanged.Handle);
        module.On<CostsOutdated>(ProductCosts.Recompute);

        module.Answer<Explode, ExplodeAnswer>(ExplodePieces.Answer);
        module.Answer<PieceExtras, IReadOnlyList<PieceExtraAnswer>>(ExplodePieces.Extras);
        module.Answer<RecipeRoutes, IReadOnlyList<RecipeRoute>>(AnswerRoutes.Handle);
        module.Answer<MixSheets, IReadOnlyList<MixSheet>>(ExplodePieces.Sheets);
        module.Answer<ProductAllergens, IReadOnlyList<ProductAllergensAnswer>>(AnswerAllergens.Handle);
        module.Answer<ProductFacts, IReadOnlyList<ProductFact>>(ProductCosts.Facts);
    }
}
