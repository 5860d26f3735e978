using System.Diagnostics;
using System.Text.Json;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Telemetry;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bakery.Kernel.Messaging;

/// <summary>
/// Hands one message to one subscriber: a new scope, one transaction holding the inbox row and the handler's effects. A failure is stored as
/// a delayed message to the same subscriber (10 s, 1 min, 10 min), then as a dead letter; a broken rule or a payload that cannot be read
/// becomes a dead letter at once.
/// </summary>
internal sealed class Receiver(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Receiver> log)
{
    internal static readonly TimeSpan[] Delays = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)];

    public async Task Handle(Subscription subscription, Envelope envelope, CancellationToken ct)
    {
        using var activity = Telemetry.BakeryTelemetry.Activities.StartActivity($"handle {envelope.Type}", ActivityKind.Consumer, envelope.Traceparent);
        try
        {
            await Apply(subscription, envelope, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw; // stopping: the message is still unsent and comes again
        }
        catch (Exception error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            await StoreFailure(subscription, envelope, error, ct);
        }
    }

    private async Task Apply(Subscription subscription, Envelope envelope, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        Enter(services.ServiceProvider, envelope);
        var db = (ModuleDb)services.ServiceProvider.GetRequiredService(subscription.Database);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.TakeInbox(envelope.Id, subscription.Name, clock.GetUtcNow(), ct))
        {
            BakeryTelemetry.Duplicates.Add(1, new KeyValuePair<string, object?>("subscriber", subscription.Name));
            return;
        }
        if (subscription.IgnoresStale && envelope.Subject is { } subject && !await db.AdvanceSubject(subscription.Name, subject, ct))
        {
            await transaction.CommitAsync(ct);
            return;
        }
        var message = envelope.Read(subscription.Message);
        await subscription.Handler.Call(services.ServiceProvider, message, new MessageContext(envelope), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        BakeryTelemetry.Handled.Add(1, new KeyValuePair<string, object?>("subscriber", subscription.Name));
    }

    private async Task StoreFailure(Subscription subscription, Envelope envelope, Exception error, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        Enter(services.ServiceProvider, envelope);
        var db = (ModuleDb)services.ServiceProvider.GetRequiredService(subscription.Database);
        var now = clock.GetUtcNow();
        var final = error is RuleViolation { Status: not 503 } or JsonException || envelope.Attempt >= Delays.Length;
        if (final)
        {
            log.LogError(error, "Dead letter: {Subscriber} could not handle {Type} {Id}", subscription.Name, envelope.Type, envelope.Id);
            AddDeadLetter(db, subscription.Name, envelope, error is RuleViolation rule ? $"{rule.Code}: {rule.Message}" : error.ToString());
        }
        else
        {
            log.LogWarning(error, "Retry {Attempt} of {Type} for {Subscriber}", envelope.Attempt + 1, envelope.Type, subscription.Name);
            db.Retry(envelope with { Attempt = envelope.Attempt + 1 }, subscription.Name, now + Delays[envelope.Attempt], Ids.New(clock), now);
        }
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Stores a dead letter of a message that never reached its subscriber.</summary>
    public async Task Bury(Type database, string subscriber, Envelope envelope, string error, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        Enter(services.ServiceProvider, envelope);
        var db = (ModuleDb)services.ServiceProvider.GetRequiredService(database);
        AddDeadLetter(db, subscriber, envelope, error);
        await db.SaveChangesAsync(ct);
    }

    private void AddDeadLetter(ModuleDb db, string subscriber, Envelope envelope, string error)
    {
        db.Set<DeadLetterRow>().Add(new DeadLetterRow
        {
            Id = Ids.New(clock), MessageId = envelope.Id, Type = envelope.Type, TenantId = envelope.TenantId, Subscriber = subscriber,
            Envelope = JsonSerializer.Serialize(envelope, Wire.Lenient), Error = error, Attempts = envelope.Attempt + 1, CreatedAt = clock.GetUtcNow(),
        });
        BakeryTelemetry.DeadLetters.Add(1, new KeyValuePair<string, object?>("subscriber", subscriber));
    }

    private static void Enter(IServiceProvider services, Envelope envelope) => services.GetRequiredService<TenantScope>()
        .Enter(envelope.TenantId, envelope.Actor, null, envelope.CorrelationId, envelope.Id);
}
