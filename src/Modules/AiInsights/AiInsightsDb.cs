using Bakery.AiInsights.Insights;
using Bakery.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Bakery.AiInsights;

internal sealed class AiInsightsDb(DbContextOptions<AiInsightsDb> options) : ModuleDb(options)
{
    public override string Schema => "ai_insights";

    public DbSet<Insight> Insights => Set<Insight>();
    public DbSet<InsightFeedback> Feedback => Set<InsightFeedback>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Insight>(t =>
        {
            t.ToTable("insight");
            t.Property(x => x.Reasoning).HasColumnType("jsonb");
            t.Property(x => x.Actions).HasColumnType("jsonb");
            t.HasIndex(x => new { x.TenantId, x.Confidence, x.Id });
            t.HasIndex(x => new { x.TenantId, x.CreatedAt, x.Id });
            t.HasIndex(x => new { x.TenantId, x.DedupKey });
            t.HasIndex(x => x.ExpiresAt);
        });
        model.Entity<InsightFeedback>(t =>
        {
            t.ToTable("insight_feedback");
            t.HasIndex(x => new { x.TenantId, x.InsightId });
        });
    }
}
