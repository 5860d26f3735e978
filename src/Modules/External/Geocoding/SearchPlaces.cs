using System.Globalization;
using Bakery.External.Adapters;
using Bakery.External.Locations;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;

namespace Bakery.External.Geocoding;

internal static class SearchPlaces
{
    private const int LongestText = 200;

    /// <summary>By free text, or by the parts of an address.</summary>
    internal static Task<PlacesAnswer> Handle([FromQuery] string? q, [FromQuery] string? street, [FromQuery] string? city, [FromQuery] string? postal_code, [FromQuery] string? region, Nominatim nominatim, GeocodeCache cache, CancellationToken ct)
    {
        var parts = new[] { street, city, postal_code, region }.Select(p => p?.Trim() ?? "").ToArray();
        if (parts.Any(p => p.Length > LongestText)) throw RuleViolation.Invalid("street", $"At most {LongestText} letters.");
        if (q is null && parts.Any(p => p.Length > 0))
            return cache.Ask($"structured|{string.Join('|', parts.Select(Cities.Plain))}", () => nominatim.Search(new AddressQuery(street, city, postal_code, region), ct), ct);
        var text = q?.Trim() ?? "";
        if (text.Length is < 3 or > LongestText) throw RuleViolation.Invalid("q", $"From 3 to {LongestText} letters.");
        return cache.Ask($"search|{Cities.Plain(text)}", () => nominatim.Search(text, ct), ct);
    }
}

internal static class ReversePlace
{
    internal static Task<PlacesAnswer> Handle([FromQuery] decimal latitude, [FromQuery] decimal longitude, Nominatim nominatim, GeocodeCache cache, CancellationToken ct)
    {
        if (latitude is < -90 or > 90) throw RuleViolation.Invalid("latitude", "Between -90 and 90.");
        if (longitude is < -180 or > 180) throw RuleViolation.Invalid("longitude", "Between -180 and 180.");
        // Five decimals are about a metre.
        var (lat, lon) = (Math.Round(latitude, 5), Math.Round(longitude, 5));
        return cache.Ask(string.Create(CultureInfo.InvariantCulture, $"reverse|{lat:0.00000}|{lon:0.00000}"), () => nominatim.Reverse(lat, lon, ct), ct);
    }
}
