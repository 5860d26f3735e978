using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Kernel.Persistence;

/// <summary>The tables that every module's schema has.</summary>
internal static class KernelTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<OutboxRow>(t =>
        {
            t.ToTable("outbox");
            t.HasIndex(x => new { x.DueAt, x.Id }).HasFilter("sent_at IS NULL");
            t.HasIndex(x => x.SentAt);
            t.Property(x => x.SentAt);
        });
        model.Entity<InboxRow>(t =>
        {
            t.ToTable("inbox");
            t.HasKey(x => new { x.MessageId, x.Subscriber });
            t.HasIndex(x => x.HandledAt);
        });
        model.Entity<SubjectRow>(t =>
        {
            t.ToTable("subject_version");
            t.HasKey(x => new { x.Subscriber, x.SubjectType, x.SubjectId });
        });
        model.Entity<DeadLetterRow>(t =>
        {
            t.ToTable("dead_letter");
            t.HasIndex(x => x.CreatedAt);
        });
        model.Entity<LeaseRow>(t =>
        {
            t.ToTable("lease");
            t.HasKey(x => x.Name);
        });
        model.Entity<JobRow>(t =>
        {
            t.ToTable("job");
            t.HasKey(x => x.Name);
        });
        model.Entity<IdempotencyRow>(t =>
        {
            t.ToTable("idempotency");
            t.HasKey(x => new { x.Caller, x.Key });
            t.HasIndex(x => x.CreatedAt);
        });
        model.Entity<AuditRow>(t =>
        {
            t.ToTable("audit_log");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.TenantId, x.OccurredAt, x.Id });
            t.HasIndex(x => new { x.TenantId, x.ResourceType, x.ResourceId });
            t.Property(x => x.Changes).HasColumnType("jsonb");
        });
        model.Entity<AuditSeal>(t =>
        {
            t.ToTable("audit_seal");
            t.HasKey(x => x.AuditId);
            t.HasIndex(x => new { x.TenantId, x.Position }).IsUnique();
        });
    }
}
