namespace Bakery.Planning.StandingOrders;

/// <summary>What may still change in an order.</summary>
public enum EditPhase
{
    /// <summary>Everything.</summary>
    Editable,

    /// <summary>Quantities may only grow.</summary>
    AddOnly,

    /// <summary>Nothing.</summary>
    Locked,
}

/// <summary>Decides the edit phase of an order.</summary>
public static class EditPhases
{
    /// <summary>
    /// Locked once a batch of the bake day has started or the cut-off has passed; add-only from the plan's approval; else editable.
    /// </summary>
    /// <param name="now">Local time.</param>
    /// <param name="cutOff">Local cut-off of the bake day.</param>
    /// <param name="planApproved">Whether the bake plan of the day is approved.</param>
    /// <param name="batchStarted">Whether a batch of the day has started.</param>
    public static EditPhase Of(DateTime now, DateTime cutOff, bool planApproved, bool batchStarted)
    {
        if (batchStarted || now > cutOff)
        {
            return EditPhase.Locked;
        }

        return planApproved ? EditPhase.AddOnly : EditPhase.Editable;
    }

    /// <summary>Whether a phase allows a line to go from one quantity to another.</summary>
    public static bool Allows(this EditPhase phase, decimal from, decimal to) => phase switch
    {
        EditPhase.Editable => true,
        EditPhase.AddOnly => to >= from,
        EditPhase.Locked => to == from,
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };
}
