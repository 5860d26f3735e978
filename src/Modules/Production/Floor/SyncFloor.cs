using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Contracts.Auth;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Production.Quality;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Production.Floor;

/// <summary>
/// Takes the acts a device has collected, in their order, each in a transaction of its own together with its record. An act seen before is a
/// duplicate; one that no longer fits the batch's state is kept as a conflict for a person to decide; one that cannot be read is rejected. Nothing is
/// lost, and what is refused leaves nothing half booked.
/// </summary>
internal static class SyncFloor
{
    /// <param name="ActualQuantity">Quantity made, of finish; thrown away, of waste.</param>
    /// <param name="Stage">Of stage.</param>
    /// <param name="Text">Reason of pause, text of note or reading; of settle what was decided.</param>
    /// <param name="Reason">Of waste.</param>
    /// <param name="Destination">Of waste, animal_feed by default.</param>
    /// <param name="LocationId">Of waste out of stock, where it lay.</param>
    /// <param name="MadeFrom">Batches whose mass went in, of stage and finish.</param>
    /// <param name="Value">Of reading; of weigh in the material's unit.</param>
    /// <param name="ItemId">Of weigh and scan_lot; of waste out of stock, which belongs to no batch.</param>
    /// <param name="Results">Of quality.</param>
    public sealed record Payload(decimal? ActualQuantity = null, [property: MaxLength(40)] string? Stage = null, [property: MaxLength(500)] string? Text = null, DiscardReason? Reason = null,
        [property: MaxLength(50)] IReadOnlyList<Guid>? MadeFrom = null, decimal? Value = null, [property: MaxLength(40)] IReadOnlyList<QualityForm.CriterionResult>? Results = null, Guid? ItemId = null, Guid? LotId = null,
        DiscardDestination? Destination = null, Guid? LocationId = null);

    /// <param name="Type">start, stage, weigh, scan_lot, pause, resume, finish, waste, quality, reading, note or settle.</param>
    /// <param name="EntityId">The batch; of quality the check, of reading the point, of waste out of stock the item, of settle the refused act.</param>
    /// <param name="EventTime">By the device's clock.</param>
    /// <param name="Seq">Counts the acts of the device.</param>
    /// <param name="WorkerId">Who did it, at a paired device.</param>
    public sealed record Act(Guid ActId, [property: Required, Length(1, 40)] string Type, Guid EntityId, DateTimeOffset EventTime, long Seq, Payload? Payload = null, Guid? WorkerId = null);

    /// <param name="DeviceId">A paired device is known by its token; others name themselves.</param>
    /// <param name="SentAt">What the device's clock shows now; so a wrong clock is found out.</param>
    public sealed record Request([property: Required, Length(1, 80)] string DeviceId, [property: Required, Length(1, 500)] IReadOnlyList<Act> Acts, DateTimeOffset? SentAt = null);

    /// <param name="Outcome">applied, duplicate, conflict or rejected.</param>
    /// <param name="First">Of a duplicate, what became of the act the first time.</param>
    public sealed record Answer(Guid ActId, string Outcome, string? Code, string? First = null);
    public sealed record Response(IReadOnlyList<Answer> Acts, DateTimeOffset ServerTime);

    // A clock that is wrong by less is right: the rest is the way through the network.
    private static readonly TimeSpan Exact = TimeSpan.FromMinutes(2);

    internal static async Task<Response> Handle(Request request, HttpContext http, TenantScope scope, IServiceScopeFactory scopes, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var wrong = request.SentAt is { } sent && (now - sent).Duration() > Exact ? now - sent : TimeSpan.Zero;
        var paired = Caller.From(http.User) is { IsFloor: true } caller ? caller.Id : (Guid?)null;
        var workers = paired is null ? [] : request.Acts.Select(a => a.WorkerId).OfType<Guid>().Distinct().ToList();
        var people = workers.Count == 0 ? [] : (await queries.Ask(new FloorPeople(paired!.Value, workers, now.AddDays(-7)), ct)).ToDictionary(p => p.WorkerId);
        var answers = new List<Answer>();
        foreach (var act in request.Acts.OrderBy(a => a.Seq))
        {
            var person = act.WorkerId is { } worker ? people.GetValueOrDefault(worker) : null;
            var happened = act.EventTime + wrong;
            var record = new FloorAct
            {
                ActId = act.ActId, TenantId = scope.Require(), DeviceId = paired?.ToString() ?? request.DeviceId, Seq = act.Seq, Type = act.Type, EntityId = act.EntityId, Payload = JsonSerializer.Serialize(act.Payload, Wire.Lenient),
                EventTime = act.EventTime, HappenedAt = happened < now ? happened : now, ReceivedAt = now, ActorName = person?.Name ?? scope.Actor.Name, WorkerId = person?.WorkerId,
                IsConfirmed = person?.Presences.Any(p => p.From - Exact <= happened && happened <= p.Until) == true,
            };
            var actor = person is null ? scope.Actor : new Actor(ActorKind.Device, person.WorkerId, person.Name);
            try
            {
                if (happened > now + Exact) throw new RuleViolation("event_in_future", "The act is said to have happened in the future.");
                answers.Add(await Take(act, record, actor, scope, scopes, apply: true, ct));
            }
            catch (RuleViolation refused)
            {
                var outcome = refused.Code is "invalid_state_transition" or "quality_failed" or "quality_check_due" ? "conflict" : "rejected";
                answers.Add(await Take(act, record.Refused(outcome, refused.Code), actor, scope, scopes, apply: false, ct));
            }
        }
        return new Response(answers, now);
    }

    private static async Task<Answer> Take(Act act, FloorAct record, Actor actor, TenantScope scope, IServiceScopeFactory scopes, bool apply, CancellationToken ct)
    {
        await using var own = scopes.CreateAsyncScope();
        own.ServiceProvider.GetRequiredService<TenantScope>().Enter(scope.TenantId, actor, scope.Role, scope.CorrelationId, scope.CausationId, scope.Ip, scope.UserAgent);
        var db = own.ServiceProvider.GetRequiredService<ProductionDb>();
        return await db.Atomically(async () =>
        {
            await db.LockAsync("floor", ct);
            if (await db.Acts.AsNoTracking().FirstOrDefaultAsync(a => a.ActId == act.ActId, ct) is { } known) return new Answer(act.ActId, "duplicate", known.Code, known.Outcome);
            if (apply) await own.ServiceProvider.GetRequiredService<FloorBook>().Apply(act, record.DeviceId, record.HappenedAt!.Value, ct);
            db.Add(record);
            await db.SaveChangesAsync(ct);
            return new Answer(act.ActId, record.Outcome, record.Code);
        }, ct);
    }
}
