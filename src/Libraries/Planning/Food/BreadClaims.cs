namespace Bakery.Planning.Food;

/// <summary>How Royal Decree 308/2019 calls a bread.</summary>
public enum BreadKind
{
    /// <summary>Common bread: the salt limit applies.</summary>
    Common,

    /// <summary>Special bread.</summary>
    Special,

    /// <summary>Bread without gluten.</summary>
    GlutenFree,

    /// <summary>Pastry and everything else.</summary>
    NotBread,
}

/// <summary>What a product says of itself and the law restricts.</summary>
public enum BreadClaim
{
    /// <summary>"integral", "osoko": all flour is wholemeal.</summary>
    Wholemeal,

    /// <summary>"masa madre", "orea ama": raised by a levain.</summary>
    Sourdough,

    /// <summary>"artesano", "elaboración artesana": needs the owner's checklist.</summary>
    Artisan,

    /// <summary>"de leña": needs the owner's checklist.</summary>
    WoodFired,

    /// <summary>Not said but measured: the salt of common bread.</summary>
    Salt,
}

/// <summary>What the checker thinks of a claim.</summary>
public enum ClaimVerdict
{
    /// <summary>May be said.</summary>
    Allowed,

    /// <summary>May be sold, but somebody should look.</summary>
    Warned,

    /// <summary>May not be said.</summary>
    Refused,
}

/// <summary>A claim and what is wrong with it.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Verdict">Whether it may be said.</param>
/// <param name="Value">The measured figure: wholemeal share, baker's yeast as percent of the flour, salt in g per 100 g; null where a checklist decides.</param>
/// <param name="Limit">The figure it is held against.</param>
public sealed record ClaimFinding(BreadClaim Claim, ClaimVerdict Verdict, decimal? Value, decimal? Limit);

/// <summary>What the checker has to know of a product.</summary>
/// <param name="WholemealShare">Wholemeal flour as percent of all flour.</param>
/// <param name="HasLevain">Whether a levain (a pre-ferment without baker's yeast) is in it.</param>
/// <param name="YeastPercent">Baker's yeast added to the final dough, percent of the flour.</param>
/// <param name="YeastLimitPercent">Up to here baker's yeast may help a levain.</param>
/// <param name="SaltPer100G">Salt per 100 g baked.</param>
/// <param name="IsSigned">Whether the owner has signed the artisan checklist.</param>
public sealed record BreadFacts(BreadKind Kind, decimal WholemealShare, bool HasLevain, decimal YeastPercent, decimal YeastLimitPercent, decimal SaltPer100G, bool IsSigned);

/// <summary>Checks what is said of a bread (Royal Decree 308/2019, articles 3 to 12; the salt limit of its article 14).</summary>
public static class BreadClaims
{
    /// <summary>g of salt per 100 g of baked common bread.</summary>
    public const decimal SaltLimit = 1.31m;

    // Words as they begin, in both languages; a claim in a longer word ("integrales") counts too.
    private static readonly (string Word, BreadClaim Claim)[] Words =
    [
        ("integral", BreadClaim.Wholemeal), ("osoko", BreadClaim.Wholemeal), ("masa madre", BreadClaim.Sourdough), ("orea ama", BreadClaim.Sourdough), ("ore ama", BreadClaim.Sourdough), ("sourdough", BreadClaim.Sourdough),
        ("artesan", BreadClaim.Artisan), ("artisau", BreadClaim.Artisan), ("de leña", BreadClaim.WoodFired), ("egur-lab", BreadClaim.WoodFired), ("egurrezko lab", BreadClaim.WoodFired),
    ];

    /// <summary>The claims that a text makes. "Elaborado con harina integral 60 %" is the offered wording and no claim.</summary>
    public static IReadOnlyList<BreadClaim> In(string text)
    {
        string plain = text.ToLowerInvariant();
        bool withShare = plain.Contains("con harina integral", StringComparison.Ordinal) && plain.Contains('%', StringComparison.Ordinal)
            || plain.Contains("irin osokoz", StringComparison.Ordinal) && plain.Contains('%', StringComparison.Ordinal);
        return [.. Words.Where(w => plain.Contains(w.Word, StringComparison.Ordinal) && !(w.Claim == BreadClaim.Wholemeal && withShare)).Select(w => w.Claim).Distinct()];
    }

    /// <summary>Checks claims against the facts; the salt of common bread is always looked at.</summary>
    public static IReadOnlyList<ClaimFinding> Check(IEnumerable<BreadClaim> claims, BreadFacts facts)
    {
        var findings = claims.Distinct().Where(c => c != BreadClaim.Salt).Select(c => c switch
        {
            BreadClaim.Wholemeal => new ClaimFinding(c, facts.WholemealShare >= 100m ? ClaimVerdict.Allowed : ClaimVerdict.Refused, facts.WholemealShare, 100m),
            BreadClaim.Sourdough => new ClaimFinding(c, facts.HasLevain && facts.YeastPercent <= facts.YeastLimitPercent ? ClaimVerdict.Allowed : ClaimVerdict.Refused, facts.YeastPercent, facts.YeastLimitPercent),
            _ => new ClaimFinding(c, facts.IsSigned ? ClaimVerdict.Allowed : ClaimVerdict.Refused, null, null),
        }).ToList();
        if (facts.Kind == BreadKind.Common && facts.SaltPer100G > SaltLimit) findings.Add(new ClaimFinding(BreadClaim.Salt, ClaimVerdict.Warned, facts.SaltPer100G, SaltLimit));
        return findings;
    }
}
