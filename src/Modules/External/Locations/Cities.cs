using System.Globalization;
using System.Text;

namespace Bakery.External.Locations;

/// <summary>A city whose weather and holidays are kept once for all bakeries in it.</summary>
/// <param name="Id">Code of the municipality (INE), which AEMET uses too.</param>
/// <param name="Community">Letters of ISO 3166-2:ES.</param>
/// <param name="AemetStation">Code of the AEMET station whose daily values stand for the city; null: history comes from Open-Meteo.</param>
public sealed record City(string Id, string Name, string Community, decimal Latitude, decimal Longitude, bool HasTraffic = false, string? AemetStation = null);

/// <summary>The cities known from the start.</summary>
public static class Cities
{
    private const double NearKm = 30;

    public static IReadOnlyList<City> All { get; } =
    [
        new("48020", "Bilbao", "PV", 43.263m, -2.935m, AemetStation: "1082"), new("20069", "Donostia", "PV", 43.318m, -1.981m, AemetStation: "1024E"), new("01059", "Vitoria-Gasteiz", "PV", 42.846m, -2.672m), new("48013", "Barakaldo", "PV", 43.297m, -2.989m),
        new("48044", "Getxo", "PV", 43.343m, -3.008m), new("31201", "Pamplona", "NC", 42.812m, -1.645m), new("26089", "Logroño", "RI", 42.465m, -2.445m), new("39075", "Santander", "CB", 43.462m, -3.810m),
        new("33044", "Oviedo", "AS", 43.361m, -5.849m, AemetStation: "1249I"), new("33024", "Gijón", "AS", 43.545m, -5.662m), new("15030", "A Coruña", "GA", 43.362m, -8.411m, AemetStation: "1387"), new("36057", "Vigo", "GA", 42.240m, -8.720m), new("28079", "Madrid", "MD", 40.416m, -3.703m, true, AemetStation: "3195"),
        new("08019", "Barcelona", "CT", 41.387m, 2.170m, AemetStation: "0076"), new("43148", "Tarragona", "CT", 41.119m, 1.245m), new("46250", "Valencia", "VC", 39.470m, -0.376m, AemetStation: "8416"), new("03014", "Alicante", "VC", 38.345m, -0.481m, AemetStation: "8025"), new("50297", "Zaragoza", "AR", 41.649m, -0.889m, AemetStation: "9434"),
        new("47186", "Valladolid", "CL", 41.652m, -4.724m), new("09059", "Burgos", "CL", 42.341m, -3.704m), new("37274", "Salamanca", "CL", 40.965m, -5.664m), new("45168", "Toledo", "CM", 39.863m, -4.027m), new("02003", "Albacete", "CM", 38.995m, -1.858m),
        new("06083", "Mérida", "EX", 38.916m, -6.343m), new("06015", "Badajoz", "EX", 38.879m, -6.970m), new("41091", "Sevilla", "AN", 37.389m, -5.984m, AemetStation: "5783"), new("29067", "Málaga", "AN", 36.721m, -4.421m, AemetStation: "6155A"), new("14021", "Córdoba", "AN", 37.888m, -4.779m, AemetStation: "5402"),
        new("18087", "Granada", "AN", 37.177m, -3.599m), new("30030", "Murcia", "MC", 37.992m, -1.131m, AemetStation: "7178I"), new("07040", "Palma", "IB", 39.570m, 2.650m, AemetStation: "B278"), new("35016", "Las Palmas de Gran Canaria", "CN", 28.124m, -15.430m, AemetStation: "C649I"),
        new("38038", "Santa Cruz de Tenerife", "CN", 28.464m, -16.252m), new("51001", "Ceuta", "CE", 35.889m, -5.316m), new("52001", "Melilla", "ML", 35.292m, -2.938m),
    ];

    /// <summary>The city of a name, else the nearest one within 30 km, else none.</summary>
    public static City? Find(string? name, decimal? latitude, decimal? longitude)
    {
        var plain = Plain(name ?? "");
        if (plain.Length > 0 && All.FirstOrDefault(c => Plain(c.Name) == plain || Plain(c.Name).Split('-', '/').Contains(plain) || Aliases.GetValueOrDefault(plain) == c.Id) is { } named) return named;
        if (latitude is not { } lat || longitude is not { } lon) return null;
        var nearest = All.MinBy(c => DistanceKm(lat, lon, c.Latitude, c.Longitude))!;
        return DistanceKm(lat, lon, nearest.Latitude, nearest.Longitude) <= NearKm ? nearest : null;
    }

    private static readonly Dictionary<string, string> Aliases = new() { ["bilbo"] = "48020", ["san sebastian"] = "20069", ["donostia-san sebastian"] = "20069", ["gasteiz"] = "01059", ["iruña"] = "31201", ["pamplona-iruña"] = "31201", ["la coruña"] = "15030" };

    /// <summary>Great circle distance in km (haversine).</summary>
    internal static double DistanceKm(decimal lat1, decimal lon1, decimal lat2, decimal lon2)
    {
        static double Radians(decimal degrees) => (double)degrees * Math.PI / 180;
        double dLat = Radians(lat2 - lat1), dLon = Radians(lon2 - lon1);
        var a = Math.Sin(dLat / 2) * Math.Sin(dLat / 2) + Math.Cos(Radians(lat1)) * Math.Cos(Radians(lat2)) * Math.Sin(dLon / 2) * Math.Sin(dLon / 2);
        return 6371 * 2 * Math.Atan2(Math.Sqrt(a), Math.Sqrt(1 - a));
    }

    /// <summary>A name without case and accents.</summary>
    internal static string Plain(string name)
    {
        const string from = "áàéèíóòúü", to = "aaeeioouu";
        var text = new StringBuilder(name.Length);
        foreach (var c in name.Trim().ToLower(CultureInfo.InvariantCulture))
        {
            var at = from.IndexOf(c, StringComparison.Ordinal);
            text.Append(at < 0 ? c : to[at]);
        }
        return text.ToString();
    }
}
