using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bakery.Kernel.Values;

/// <summary>How values look outside the process: snake_case names, decimals as strings, enums as lower-case snake_case.</summary>
public static class Wire
{
    /// <summary>For HTTP bodies: unknown fields are refused.</summary>
    public static readonly JsonSerializerOptions Strict = Configure(new(JsonSerializerDefaults.Web), JsonUnmappedMemberHandling.Disallow);

    /// <summary>For messages and stored JSON: unknown fields are ignored, so that a version may grow.</summary>
    public static readonly JsonSerializerOptions Lenient = Configure(new(JsonSerializerDefaults.Web), JsonUnmappedMemberHandling.Skip);

    public static JsonSerializerOptions Configure(JsonSerializerOptions options, JsonUnmappedMemberHandling unknown)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = unknown;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = unknown == JsonUnmappedMemberHandling.Disallow;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new DecimalText());
        return options;
    }

    /// <summary>The wire name of an enum value, or the text itself.</summary>
    public static string Name(object value) => value is Enum e ? JsonNamingPolicy.SnakeCaseLower.ConvertName(e.ToString()) : value.ToString() ?? "";

    /// <summary>The enum value of a wire name. Throws <see cref="RuleViolation"/> <c>validation_failed</c>.</summary>
    public static T Parse<T>(string text, string field) where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => Name(v) == text).Select(v => (T?)v).FirstOrDefault()
        ?? throw RuleViolation.Invalid(field, $"'{text}' is not one of {string.Join(", ", Enum.GetValues<T>().Select(v => Name(v)))}.");

    /// <summary>As <see cref="Parse{T}"/>, with null and empty meaning "no filter".</summary>
    public static T? ParseOptional<T>(string? text, string field) where T : struct, Enum => string.IsNullOrEmpty(text) ? null : Parse<T>(text, field);
}

/// <summary>Decimals travel as strings with at least two and normally four decimals, so that no client rounds them on the way.</summary>
public sealed class DecimalText : JsonConverter<decimal>
{
    // numeric(18,4) holds 14 digits before the point.
    private const decimal Limit = 99_999_999_999_999m;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        decimal value;
        if (reader.TokenType == JsonTokenType.String)
        {
            if (!decimal.TryParse(reader.GetString(), System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint,
                    System.Globalization.CultureInfo.InvariantCulture, out value))
                throw new JsonException("Not a decimal number.");
        }
        else if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out value))
        {
            throw new JsonException("Not a decimal number.");
        }
        return Math.Abs(value) <= Limit ? value : throw new JsonException("The number is too large.");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(Format(value, 4));

    internal static string Format(decimal value, int decimals) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString(decimals == 2 ? "0.00" : "0.0000", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Writes a money total with two decimals: <c>[property: JsonConverter(typeof(CentsText))] decimal Total</c>.</summary>
public sealed class CentsText : JsonConverter<decimal>
{
    private static readonly DecimalText Inner = new();
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Inner.Read(ref reader, typeToConvert, options);
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(DecimalText.Format(value, 2));
}
