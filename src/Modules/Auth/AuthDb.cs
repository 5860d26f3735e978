using Bakery.Auth.Floor;
using Bakery.Auth.Keys;
using Bakery.Auth.Sessions;
using Bakery.Auth.Users;
using Bakery.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Auth;

internal sealed class AuthDb(DbContextOptions<AuthDb> options) : ModuleDb(options)
{
    public override string Schema => "auth";

    public DbSet<User> Users => Set<User>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<SignInFailure> Failures => Set<SignInFailure>();
    public DbSet<PasswordReset> PasswordResets => Set<PasswordReset>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<FloorDevice> FloorDevices => Set<FloorDevice>();
    public DbSet<FloorWorker> FloorWorkers => Set<FloorWorker>();
    public DbSet<FloorShift> FloorShifts => Set<FloorShift>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<User>(t =>
        {
            t.ToTable("app_user");
            t.HasIndex(x => x.Email).IsUnique();
            t.Property(x => x.Preferences).HasColumnType("jsonb");
        });
        model.Entity<Session>(t =>
        {
            t.ToTable("session");
            t.HasIndex(x => x.UserId);
        });
        model.Entity<RefreshToken>(t =>
        {
            t.ToTable("refresh_token");
            t.HasIndex(x => x.TokenHash).IsUnique();
            t.HasIndex(x => x.SessionId);
            t.HasIndex(x => x.ExpiresAt);
        });
        model.Entity<SignInFailure>(t =>
        {
            t.ToTable("sign_in_failure");
            t.HasIndex(x => new { x.Email, x.At });
            t.HasIndex(x => new { x.Ip, x.At });
        });
        model.Entity<PasswordReset>(t =>
        {
            t.ToTable("password_reset");
            t.HasIndex(x => x.TokenHash).IsUnique();
        });
        model.Entity<SigningKey>(t => t.ToTable("signing_key"));
        model.Entity<ApiKey>(t =>
        {
            t.ToTable("api_key");
            t.HasIndex(x => x.KeyHash).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.CreatedAt });
        });
        model.Entity<FloorDevice>(t =>
        {
            t.ToTable("floor_device");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(80);
            t.HasIndex(x => x.CodeHash).IsUnique();
            t.HasIndex(x => x.TokenHash).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.CreatedAt, x.Id });
        });
        model.Entity<FloorWorker>(t =>
        {
            t.ToTable("floor_worker");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(80);
            t.Property(x => x.Initials).HasMaxLength(4);
            t.HasIndex(x => new { x.TenantId, x.Initials }).IsUnique();
            t.HasIndex(x => new { x.TenantId, x.Name, x.Id });
        });
        model.Entity<FloorShift>(t =>
        {
            t.ToTable("floor_shift");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.TenantId, x.DeviceId, x.EndsAt });
        });
    }
}
