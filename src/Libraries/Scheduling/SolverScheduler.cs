using Google.OrTools.Sat;

namespace Bakery.Scheduling;

/// <summary>
/// The schedule as a constraint program (CP-SAT of Google OR-Tools): optional intervals per machine, first the least total lateness, then the
/// shortest day, then the latest start. It begins from the back-schedule and never answers worse. One thread, a seed and an effort counted in the
/// solver's own steps instead of seconds: the same problem and seed give the same schedule on any machine. The native library is loaded by the first call.
/// </summary>
public static class SolverScheduler
{
    public const string Method = "solver";

    /// <param name="effort">About the seconds it takes on an ordinary machine.</param>
    /// <returns>Throws <see cref="ArgumentException"/> when a work fits no machine or waits for itself.</returns>
    public static Schedule Plan(ScheduleProblem problem, int seed, double effort)
    {
        var fallback = BackScheduler.Plan(problem);
        if (problem.Works.Count == 0) return fallback;
        try
        {
            return new Model(problem, fallback).Solve(seed, effort) is { } solved && solved.IsBetterThan(fallback, problem) ? solved : fallback;
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            // A system for which there is no solver still gets its day planned.
            return fallback;
        }
    }

    private sealed class Model
    {
        private readonly CpModel model = new();
        private readonly ScheduleProblem problem;
        private readonly Dictionary<Guid, IntVar> starts = [];
        private readonly Dictionary<(Guid Work, Guid Machine), BoolVar> chosen = [];
        private readonly Dictionary<(Guid Work, Guid Machine), IntervalVar> intervals = [];
        private readonly HashSet<(Guid Before, Guid After)> ordered = [];
        private readonly int origin;
        private readonly int horizon;

        public Model(ScheduleProblem problem, Schedule fallback)
        {
            this.problem = problem;
            origin = problem.Works.Min(w => w.Fixed?.Start ?? w.NotBefore);
            horizon = problem.Works.Max(w => Math.Max(fallback.End(w), w.Due ?? 0));
            foreach (var work in problem.InOrder()) Add(work, fallback.Places[work.Id]);
            foreach (var machine in problem.Machines) Constrain(machine);
            Staff();
            Aim();
        }

        private void Add(Work work, Place hint)
        {
            var start = work.Fixed is { } put ? model.NewIntVar(put.Start, put.Start, "") : model.NewIntVar(work.NotBefore, horizon - work.Minutes, "");
            starts[work.Id] = start;
            model.AddHint(start, hint.Start);
            foreach (var before in work.After.Distinct())
            {
                model.Add(start >= starts[before] + problem[before].Minutes);
                // What this one waits for, it waits for through others too.
                ordered.UnionWith(ordered.Where(o => o.After == before).Select(o => (o.Before, work.Id)).Append((before, work.Id)).ToList());
            }
            if (work.Kind is null) return;
            var fit = work.Fixed is { } at ? problem.Machines.Where(m => m.Id == at.MachineId).ToList() : [.. problem.Fit(work)];
            foreach (var machine in fit)
            {
                var literal = model.NewBoolVar("");
                chosen[(work.Id, machine.Id)] = literal;
                intervals[(work.Id, machine.Id)] = model.NewOptionalFixedSizeIntervalVar(start, work.Minutes, literal, "");
                model.AddHint(literal, hint.MachineId == machine.Id);
            }
            if (fit.Count > 0) model.AddExactlyOne(fit.Select(m => (ILiteral)chosen[(work.Id, m.Id)]));
        }

        private void Constrain(Machine machine)
        {
            var on = problem.Works.Where(w => intervals.ContainsKey((w.Id, machine.Id))).ToList();
            if (on.Count == 0) return;
            var closed = machine.Closed.Where(c => c.End > c.Start).Select(c => model.NewFixedSizeIntervalVar(c.Start, c.End - c.Start, "")).ToList();
            if (!machine.IsShared)
            {
                model.AddNoOverlap(on.Select(w => intervals[(w.Id, machine.Id)]).Concat(closed));
                Pairs(on, (one, other) => problem.Cleaning(one, other) > 0 || problem.Cleaning(other, one) > 0, (one, other) => Apart(one, other, machine));
                return;
            }
            var (capacity, cumulative) = (Scaled(machine.Capacity), model.AddCumulative(Scaled(machine.Capacity)));
            foreach (var work in on) cumulative.AddDemand(intervals[(work.Id, machine.Id)], Scaled(work.Load));
            foreach (var span in closed) cumulative.AddDemand(span, capacity);
            // A load of nothing still may not be there when it is closed.
            foreach (var span in closed) foreach (var work in on.Where(w => w.Load == 0)) model.AddNoOverlap([span, intervals[(work.Id, machine.Id)]]);
            Pairs(on, (one, other) => !problem.Agree(one, other), (one, other) => model.AddNoOverlap([intervals[(one.Id, machine.Id)], intervals[(other.Id, machine.Id)]]));
        }

        private void Pairs(List<Work> on, Func<Work, Work, bool> matters, Action<Work, Work> constrain)
        {
            for (var i = 0; i < on.Count; i++)
                for (var j = i + 1; j < on.Count; j++)
                    if (matters(on[i], on[j])) constrain(on[i], on[j]);
        }

        private void Apart(Work one, Work other, Machine machine)
        {
            ILiteral[] both = [chosen[(one.Id, machine.Id)], chosen[(other.Id, machine.Id)]];
            if (ordered.Contains((one.Id, other.Id)) || ordered.Contains((other.Id, one.Id)))
            {
                var (first, second) = ordered.Contains((one.Id, other.Id)) ? (one, other) : (other, one);
                model.Add(starts[second.Id] >= starts[first.Id] + first.Minutes + problem.Cleaning(first, second)).OnlyEnforceIf(both);
                return;
            }
            var before = model.NewBoolVar("");
            model.Add(starts[other.Id] >= starts[one.Id] + one.Minutes + problem.Cleaning(one, other)).OnlyEnforceIf([.. both, before]);
            model.Add(starts[one.Id] >= starts[other.Id] + other.Minutes + problem.Cleaning(other, one)).OnlyEnforceIf([.. both, before.Not()]);
        }

        private void Staff()
        {
            var cumulative = model.AddCumulative((long)problem.Staff);
            foreach (var work in problem.Works.Where(w => w.People > 0)) cumulative.AddDemand(model.NewFixedSizeIntervalVar(starts[work.Id], work.Minutes, ""), (long)work.People);
            foreach (var away in problem.Away.Where(a => a.End > a.Start)) cumulative.AddDemand(model.NewFixedSizeIntervalVar(away.Start, away.End - away.Start, ""), (long)problem.Staff);
        }

        private void Aim()
        {
            var (first, last) = (model.NewIntVar(origin, horizon, ""), model.NewIntVar(origin, horizon, ""));
            foreach (var work in problem.Works)
            {
                model.Add(first <= starts[work.Id]);
                model.Add(last >= starts[work.Id] + work.Minutes);
            }
            var late = new List<LinearExpr>();
            foreach (var work in problem.Works.Where(w => w.Due is not null && w.Due < horizon))
            {
                var minutes = model.NewIntVar(0, horizon - origin, "");
                model.Add(minutes >= starts[work.Id] + work.Minutes - work.Due!.Value);
                late.Add(minutes);
            }
            long length = horizon - origin + 1;
            model.Minimize(LinearExpr.Sum(late) * (length * length * 2) + (last - first) * (length * 2) - first);
        }

        public Schedule? Solve(int seed, double effort)
        {
            var solver = new CpSolver { StringParameters = FormattableString.Invariant($"num_workers:1 random_seed:{seed} max_deterministic_time:{effort} max_time_in_seconds:{effort * 20} log_search_progress:false") };
            var status = solver.Solve(model);
            if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible)) return null;
            return new Schedule(problem.Works.ToDictionary(w => w.Id, w => new Place((int)solver.Value(starts[w.Id]),
                w.Kind is null ? null : w.Fixed is { } put ? put.MachineId : problem.Fit(w).First(m => solver.BooleanValue(chosen[(w.Id, m.Id)])).Id)), Method);
        }

        // Loads are counted in hundredths; rounding up never overfills.
        private static long Scaled(decimal load) => (long)decimal.Ceiling(load * 100m);
    }
}
