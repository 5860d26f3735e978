namespace Bakery.Planning.Formulas;

/// <summary>The water a dough needs to leave the mixer at the wanted temperature.</summary>
/// <param name="WantedCelsius">Temperature of water and ice together.</param>
/// <param name="WaterKg">Liquid water in kg.</param>
/// <param name="IceKg">Ice in kg.</param>
public sealed record WaterTemperature(decimal WantedCelsius, decimal WaterKg, decimal IceKg)
{
    private const decimal IceBelowCelsius = 4m;
    private const decimal MeltingHeat = 80m;

    /// <summary>
    /// Water temperature by the rule of the base temperature: n × dough − (flour + room + friction), n = 3, or 4 with the
    /// pre-ferment's temperature. Below 4 °C part of the water becomes ice: ice = water × (tap − wanted) / (tap + 80).
    /// </summary>
    public static WaterTemperature For(
        decimal doughCelsius,
        decimal flourCelsius,
        decimal roomCelsius,
        decimal frictionCelsius,
        decimal? prefermentCelsius,
        decimal tapCelsius,
        decimal waterKg)
    {
        int parts = prefermentCelsius is null ? 3 : 4;
        decimal wanted = parts * doughCelsius - (flourCelsius + roomCelsius + frictionCelsius + (prefermentCelsius ?? 0m));
        decimal ice = wanted < IceBelowCelsius && tapCelsius > wanted
            ? Math.Min(waterKg, waterKg * (tapCelsius - wanted) / (tapCelsius + MeltingHeat))
            : 0m;
        return new WaterTemperature(wanted, waterKg - ice, ice);
    }
}
