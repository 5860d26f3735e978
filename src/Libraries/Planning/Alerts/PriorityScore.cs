namespace Bakery.Planning.Alerts;

/// <summary>How an alert asks for attention.</summary>
public enum TypeClass
{
    /// <summary>A person must act.</summary>
    ActionNeeded,

    /// <summary>Automation solved it.</summary>
    PreventedIssue,

    /// <summary>An early pattern.</summary>
    TrendWarning,

    /// <summary>An automatic action will happen.</summary>
    Escalation,

    /// <summary>Good to know.</summary>
    Information,
}

/// <summary>Dashboard level of a score.</summary>
public enum PriorityLevel
{
    /// <summary>90 and more.</summary>
    Critical,

    /// <summary>70 and more.</summary>
    Important,

    /// <summary>50 and more.</summary>
    Standard,

    /// <summary>The rest.</summary>
    Info,
}

/// <summary>What an alert says about itself when it is scored.</summary>
/// <param name="TypeClass">Its class.</param>
/// <param name="MoneyAtRisk">EUR at risk, or null.</param>
/// <param name="AverageDailyRevenue">Mean daily revenue of 28 days in EUR.</param>
/// <param name="DeadlineAt">When it has its consequence, or null.</param>
/// <param name="Agency">100 one person solves it in the app, 60 a third party is needed, 20 nothing can be done now.</param>
/// <param name="Confidence">100 for facts.</param>
/// <param name="IsFoodSafety">Food safety, recall or fiscal rejection: full impact.</param>
public sealed record AlertFacts(
    TypeClass TypeClass,
    decimal? MoneyAtRisk,
    decimal AverageDailyRevenue,
    DateTimeOffset? DeadlineAt,
    int Agency,
    int Confidence,
    bool IsFoodSafety = false);

/// <summary>The score of an alert with its parts, each 0 to 100.</summary>
public sealed record PriorityScore(int Impact, int Urgency, int Agency, int Confidence, int AgeBoost)
{
    /// <summary>round(0.40 impact + 0.30 urgency + 0.20 agency + 0.10 confidence + age boost), at most 100.</summary>
    public int Score => Math.Min(
        100,
        (int)Rounding.HalfAway(0.40m * Impact + 0.30m * Urgency + 0.20m * Agency + 0.10m * Confidence + AgeBoost, 0));

    /// <summary>The level of the score.</summary>
    public PriorityLevel Level => Score switch
    {
        >= 90 => PriorityLevel.Critical,
        >= 70 => PriorityLevel.Important,
        >= 50 => PriorityLevel.Standard,
        _ => PriorityLevel.Info,
    };

    /// <summary>Scores an alert at a moment.</summary>
    /// <param name="facts">What it says.</param>
    /// <param name="now">The moment.</param>
    /// <param name="createdAt">When it was created.</param>
    public static PriorityScore At(AlertFacts facts, DateTimeOffset now, DateTimeOffset createdAt)
    {
        bool prevented = facts.TypeClass == TypeClass.PreventedIssue;
        return new PriorityScore(
            facts.IsFoodSafety ? 100 : ImpactOf(facts.MoneyAtRisk ?? 0m, facts.AverageDailyRevenue),
            prevented ? 0 : UrgencyOf(facts.DeadlineAt, now),
            prevented ? 0 : Math.Clamp(facts.Agency, 0, 100),
            Math.Clamp(facts.Confidence, 0, 100),
            facts.TypeClass == TypeClass.ActionNeeded ? Boost(now - createdAt, facts.DeadlineAt - now) : 0);
    }

    private static int ImpactOf(decimal money, decimal revenue)
    {
        // Compared by multiplication: without revenue any money at risk is all there is, and no division can overflow.
        bool Reaches(decimal share) => money > 0 && money >= revenue * share;
        return Reaches(1m) ? 100 : Reaches(0.5m) ? 80 : Reaches(0.25m) ? 60 : Reaches(0.1m) ? 40 : Reaches(0.02m) ? 20 : 10;
    }

    private static int UrgencyOf(DateTimeOffset? deadline, DateTimeOffset now) => deadline is null ? 20 : (deadline.Value - now).TotalHours switch
    {
        <= 2 => 100,
        <= 6 => 80,
        <= 24 => 60,
        <= 72 => 40,
        _ => 20,
    };

    private static int Boost(TimeSpan age, TimeSpan? left)
    {
        if (left <= TimeSpan.FromHours(6) && age > TimeSpan.FromHours(24))
        {
            return 30;
        }

        return age.TotalHours >= 72 ? 20 : age.TotalHours >= 48 ? 10 : 0;
    }
}

/// <summary>Money a shortage puts at risk.</summary>
public static class MoneyAtRisk
{
    /// <summary>Retail value of the planned pieces that use an item on its first short day × the missing share, EUR to the cent.</summary>
    public static decimal OfShortage(IEnumerable<(decimal Pieces, decimal RetailPrice)> planned, decimal missing, decimal need) =>
        need <= 0 ? 0m : Rounding.HalfAway(planned.Sum(line => line.Pieces * line.RetailPrice) * missing / need, 2);
}
