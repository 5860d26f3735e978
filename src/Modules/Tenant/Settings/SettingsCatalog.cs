using System.Globalization;
using Bakery.Kernel.Values;

namespace Bakery.Tenant.Settings;

/// <summary>What a setting may hold.</summary>
internal enum SettingKind { Text, Flag, Number, Time, Choice }

/// <param name="Default">Text of the default.</param>
/// <param name="Choices">Allowed texts of a choice.</param>
internal sealed record Setting(string Key, SettingKind Kind, string Default, decimal Minimum = 0, decimal Maximum = 1_000_000, string[]? Choices = null)
{
    public void Check(string value)
    {
        var fine = Kind switch
        {
            SettingKind.Flag => value is "true" or "false",
            SettingKind.Number => decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= Minimum && number <= Maximum,
            SettingKind.Time => TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            SettingKind.Choice => Choices!.Contains(value),
            SettingKind.Text => value.Length <= 200,
            _ => false,
        };
        if (fine) return;
        throw RuleViolation.Invalid(Key, Kind switch
        {
            SettingKind.Flag => "true or false.",
            SettingKind.Number => $"A number from {Minimum} to {Maximum}.",
            SettingKind.Time => "A time such as 05:30.",
            SettingKind.Choice => $"One of {string.Join(", ", Choices!)}.",
            _ => "At most 200 characters.",
        });
    }
}

/// <summary>Every setting with its default (platform.md 2.3); stored rows hold only what differs.</summary>
internal static class SettingsCatalog
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<Setting>> All = new Dictionary<string, IReadOnlyList<Setting>>
    {
        ["general"] = [Time("daily_run_time", "05:30"), Time("evening_refresh_time", "22:00"), Choice("week_start", "monday", "monday", "sunday"), Choice("decimal", "comma", "comma", "point")],
        ["procurement"] = [Number("horizon_days", "14", 7, 30), Flag("usable_same_day", "false"), Flag("pack_rounding", "true"), Flag("reorder_rule", "true"), Flag("supplier_minimum", "true"),
            Flag("price_tier", "true"), Flag("storage_limit", "true"), Flag("shelf_life_limit", "true"), Number("holding_cost_percent", "20", 0, 200), Number("invoice_price_percent", "1", 0, 100), Number("invoice_price_amount", "0.02", 0, 100), Number("invoice_total_amount", "0.05", 0, 100), Number("transfer_markup_percent", "0", 0, 500)],
        ["safety_stock"] = [Choice("method", "fixed_percentage", "fixed_percentage", "statistical_z", "advanced_variability"), Number("percentage", "20", 0, 300), Number("service_level", "0.95", 0.5m, 0.999m)],
        ["inventory"] = [Number("expiry_warning_days", "3", 0, 60), Choice("valuation", "average", "average", "last_purchase", "price_list"), Choice("negative_stock", "record", "record", "refuse")],
        ["sustainability"] = [Number("co2_kg", "1.9", 0, 100), Number("water_litres", "1500", 0, 100_000), Number("land_m2", "3.4", 0, 1000), Number("trees_per_tonne", "50", 0, 1000), Number("baseline_percent", "25", 0, 100),
            Number("grant_1_percent", "30", 0, 100), Number("grant_2_percent", "20", 0, 100), Number("grant_3_percent", "15", 0, 100), Number("grant_4_percent", "50", 0, 100)],
        ["production"] = [Choice("recording_depth", "confirm", "automatic", "confirm", "full"), Number("auto_accept_plan_changes_percent", "10", 0, 100), Number("preferment_margin_percent", "5", 0, 50),
            Choice("mixer_split", "equal", "equal", "max_plus_rest"), Number("labour_rate", "14.00", 0, 200), Number("energy_rate", "0.18", 0, 5), Choice("cost_basis", "last_purchase", "last_purchase", "average", "price_list"), Number("target_margin_percent", "60", 0, 99),
            Number("floor_staff", "3", 1, 100)],
        ["labels"] = [Text("operator", ""), Flag("nutrition_exempt", "false"), Text("nutrition_exempt_reason", ""), Number("levain_yeast_limit_percent", "0.2", 0, 5)],
        ["forecasting"] = [Number("horizon_days", "7", 1, 30), Number("interval", "80", 50, 95), Number("substitution_rate", "0.30", 0, 1), Number("quantile_min", "0.50", 0.05m, 0.95m),
            Number("quantile_max", "0.95", 0.05m, 0.95m), Number("cold_start_weeks", "8", 2, 52), Number("assumed_rain", "0.85", 0.1m, 3), Number("assumed_snow", "0.75", 0.1m, 3),
            Number("assumed_heat", "0.90", 0.1m, 3), Number("assumed_holiday", "1.5", 0.1m, 3), Number("assumed_event", "1.3", 0.1m, 3)],
        ["sales"] = [Number("business_day_start_hour", "4", 0, 12)],
        ["orders"] = [Time("cutoff", "20:00"), Number("deposit_percent", "30", 0, 100), Number("days_ahead", "14", 1, 60)],
        ["pos"] = [Number("cash_difference_limit", "10.00", 0, 1000), Number("day_old_price_percent", "70", 0, 100)],
        ["fiscal"] = [Choice("mode", "send", "send", "keep_signed")],
        ["notification"] = [Flag("email_enabled", "true"), Text("email_from_name", ""), Text("email_reply_to", ""), Time("quiet_from", "21:00"), Time("quiet_to", "06:00"), Time("digest_at", "06:30")],
        ["ai"] = [Number("min_confidence", "60", 0, 100)],
        ["retention"] = [Number("traceability_years", "5", 1, 20), Number("logs_months", "24", 1, 120)],
    };

    /// <summary>All categories with stored values over the defaults.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Merge(IEnumerable<SettingsCategory> stored)
    {
        var rows = stored.ToDictionary(s => s.Category, s => s.Read());
        return All.ToDictionary(c => c.Key, c => (IReadOnlyDictionary<string, string>)c.Value.ToDictionary(s => s.Key,
            s => rows.TryGetValue(c.Key, out var values) && values.TryGetValue(s.Key, out var value) ? value : s.Default));
    }

    public static IReadOnlyList<Setting> Category(string name) => All.TryGetValue(name, out var settings) ? settings : throw RuleViolation.NotFound("The settings category");

    private static Setting Text(string key, string standard) => new(key, SettingKind.Text, standard);
    private static Setting Flag(string key, string standard) => new(key, SettingKind.Flag, standard);
    private static Setting Number(string key, string standard, decimal minimum, decimal maximum) => new(key, SettingKind.Number, standard, minimum, maximum);
    private static Setting Time(string key, string standard) => new(key, SettingKind.Time, standard);
    private static Setting Choice(string key, string standard, params string[] choices) => new(key, SettingKind.Choice, standard, Choices: choices);
}
