namespace Bakery.Kernel.Values;

/// <summary>
/// A broken business rule: the one exception that slices throw on purpose. HTTP answers it as problem details with its code and status;
/// a message handler dead-letters the message at once, because trying again cannot help.
/// </summary>
/// <param name="code">Stable snake_case code, the key of the translated text.</param>
/// <param name="detail">English sentence for the log and for developers.</param>
/// <param name="status">HTTP status, 422 unless the rule is a conflict (409), a missing thing (404) and so on.</param>
/// <param name="extra">Further members of the problem details, e.g. <c>missing</c>.</param>
public sealed class RuleViolation(string code, string detail, int status = 422, IReadOnlyDictionary<string, object?>? extra = null) : Exception(detail)
{
    public string Code { get; } = code;
    public int Status { get; } = status;

    /// <summary>When it may be tried again, with 429 and 503.</summary>
    public TimeSpan? RetryAfter { get; init; }
    public IReadOnlyDictionary<string, object?> Extra { get; } = extra ?? new Dictionary<string, object?>();

    /// <summary>404: unknown, or of another tenant.</summary>
    public static RuleViolation NotFound(string what) => new("not_found", $"{what} was not found.", 404);

    /// <summary>409: a life-cycle rule.</summary>
    public static RuleViolation Transition(string what, object from, object to) =>
        new("invalid_state_transition", $"{what} cannot go from {Wire.Name(from)} to {Wire.Name(to)}.", 409);

    /// <summary>409: a unique value that exists already.</summary>
    public static RuleViolation Duplicate(string detail) => new("duplicate", detail, 409);

    /// <summary>400 with one field error.</summary>
    public static RuleViolation Invalid(string field, string detail) => new("validation_failed", detail, 400,
        new Dictionary<string, object?> { ["errors"] = new Dictionary<string, string[]> { [field] = [detail] } });
}
