namespace Bakery.Kernel.Tenancy;

/// <summary>A row that belongs to one tenant: filtered, guarded and under row-level security.</summary>
public interface ITenantOwned
{
    Guid TenantId { get; }
}

/// <summary>A record that is written once: the database refuses the application's role any change or deletion of it. It goes only with its whole tenant.</summary>
public interface IAppendOnly;

/// <summary>A row of the platform itself (users, cities, holidays): shared by all tenants, holding no tenant's data.</summary>
public interface IPlatformOwned;

/// <summary>A row with an optimistic concurrency number that becomes its ETag.</summary>
public interface IVersioned
{
    int Version { get; }
}

/// <summary>Lowest role that holds a permission; each includes the ones before it.</summary>
public enum Role { Viewer, Member, Admin, Owner }

/// <summary>Who acts.</summary>
public enum ActorKind { User, Service, Device, System }

/// <summary>The acting person or process, as written into audit rows and envelopes.</summary>
public sealed record Actor(ActorKind Kind, Guid? Id, string Name)
{
    public static readonly Actor System = new(ActorKind.System, null, "system");
}

/// <summary>
/// For whom this scope works. Set once at the edge (HTTP filter, message receiver, job) and read by the database context, the bus and the
/// audit; nothing else decides about tenants.
/// </summary>
public sealed class TenantScope
{
    private int platformDepth;

    public Guid? TenantId { get; private set; }
    public Actor Actor { get; private set; } = Actor.System;
    public Role? Role { get; private set; }
    public Guid CorrelationId { get; private set; }
    public Guid? CausationId { get; private set; }
    public string? Ip { get; private set; }
    public string? UserAgent { get; private set; }

    /// <summary>True inside <see cref="AllTenants"/>: the scope may read and write rows of every tenant.</summary>
    public bool IsPlatform => platformDepth > 0;

    /// <summary>What row-level security is told: the tenant's id, <c>*</c> for the platform, or nothing.</summary>
    public string RowSecurity => IsPlatform ? "*" : TenantId?.ToString() ?? "";

    public void Enter(Guid? tenant, Actor actor, Role? role = null, Guid? correlation = null, Guid? causation = null, string? ip = null, string? userAgent = null)
    {
        (TenantId, Actor, Role, CausationId, Ip, UserAgent) = (tenant, actor, role, causation, ip, userAgent);
        CorrelationId = correlation ?? CorrelationId;
    }

    /// <summary>The tenant; throws where a slice runs without one, which is a programming error.</summary>
    public Guid Require() => TenantId ?? throw new InvalidOperationException("This work needs a tenant.");

    /// <summary>Opens the platform's view until disposed: sign-in, fan-out of jobs, clean-up. Every use is a decision to be defended.</summary>
    public IDisposable AllTenants()
    {
        platformDepth++;
        return new Leave(this);
    }

    /// <summary>Works for another tenant until disposed; the caller has checked that this one may (a parent reads its children).</summary>
    public IDisposable Visit(Guid tenant)
    {
        var home = TenantId;
        TenantId = tenant;
        return new Return(this, home);
    }

    private sealed class Return(TenantScope scope, Guid? home) : IDisposable
    {
        public void Dispose() => scope.TenantId = home;
    }

    private sealed class Leave(TenantScope scope) : IDisposable
    {
        private bool done;
        public void Dispose()
        {
            if (done) return;
            done = true;
            scope.platformDepth--;
        }
    }
}
