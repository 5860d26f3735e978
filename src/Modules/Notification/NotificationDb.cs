using Bakery.Kernel.Persistence;
using Bakery.Notification.Inbox;
using Bakery.Notification.Messages;
using Bakery.Notification.Preferences;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Notification;

internal sealed class NotificationDb(DbContextOptions<NotificationDb> options) : ModuleDb(options)
{
    public override string Schema => "notification";

    public DbSet<OutgoingMessage> Messages => Set<OutgoingMessage>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<UserPreferences> Preferences => Set<UserPreferences>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<OutgoingMessage>(t =>
        {
            t.ToTable("message");
            t.Property(x => x.Parameters).HasColumnType("jsonb");
            t.Property(x => x.Attachments).HasColumnType("jsonb");
            t.HasIndex(x => new { x.TenantId, x.DedupKey }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.CreatedAt, x.Id });
            t.HasIndex(x => new { x.TenantId, x.State });
        });
        model.Entity<Notice>(t =>
        {
            t.ToTable("notice");
            t.Property(x => x.Reasoning).HasColumnType("jsonb");
            t.HasIndex(x => new { x.TenantId, x.UserId, x.CreatedAt });
            t.HasIndex(x => new { x.TenantId, x.UserId, x.DedupKey }).IsUnique();
        });
        model.Entity<UserPreferences>(t =>
        {
            t.ToTable("preferences");
            t.HasKey(x => new { x.TenantId, x.UserId });
        });
    }
}
