using Bakery.External.Adapters;
using Bakery.External.Poi;
using CsCheck;

namespace Bakery.Tests.Unit.External;

public sealed class PoiScoreTests
{
    private const decimal Lat = 43.2630m, Lon = -2.9350m;

    // A thousandth of a degree of latitude is 111.2 m.
    private static MapThing North(decimal metres, string key, string value, string? name = null) =>
        new(Lat + metres / 111_194.9m, Lon, name is null ? new Dictionary<string, string> { [key] = value } : new Dictionary<string, string> { [key] = value, ["name"] = name });

    private static PoiCategoryScore Score(string category, params decimal[] distances) => PoiScores.Score(PoiCategory.All.Single(c => c.Name == category), distances);

    [Fact]
    public void The_categories_have_the_radii_and_weights_of_the_table() => Assert.Equal(
    [
        ("schools", 500, 1.5m), ("offices", 800, 1.3m), ("gyms_sports", 600, 0.8m), ("residential", 400, 1.0m), ("tourism", 1000, 1.2m), ("competitors", 1000, -0.5m), ("transport", 800, 1.2m), ("retail", 700, 0.9m),
        ("restaurants", 500, 0.7m), ("health", 800, 0.8m), ("culture", 800, 0.6m),
    ], PoiCategory.All.Select(c => (c.Name, c.Radius, c.Weight)));

    [Theory]
    [InlineData("schools", "amenity", "kindergarten")]
    [InlineData("offices", "office", "lawyer")]
    [InlineData("gyms_sports", "leisure", "stadium")]
    [InlineData("residential", "building", "apartments")]
    [InlineData("tourism", "tourism", "hostel")]
    [InlineData("competitors", "shop", "pastry")]
    [InlineData("transport", "highway", "bus_stop")]
    [InlineData("transport", "railway", "subway_entrance")]
    [InlineData("transport", "public_transport", "station")]
    [InlineData("retail", "landuse", "retail")]
    [InlineData("retail", "shop", "supermarket")]
    [InlineData("restaurants", "amenity", "cafe")]
    [InlineData("health", "amenity", "clinic")]
    [InlineData("culture", "amenity", "library")]
    public void A_thing_is_sorted_by_its_tags(string category, string key, string value) =>
        Assert.Equal([category], PoiScores.Of(Lat, Lon, [North(50, key, value)], []).Categories.Where(c => c.Count > 0).Select(c => c.Category));

    [Fact]
    public void A_thing_of_no_category_counts_nowhere() => Assert.DoesNotContain(PoiScores.Of(Lat, Lon, [North(50, "amenity", "bench"), North(50, "shop", "shoes")], []).Categories, c => c.IsFeature);

    [Fact]
    public void Places_are_counted_within_100_300_and_500_metres_and_within_the_radius()
    {
        var score = Score("residential", 20, 100, 100.1m, 300, 399, 450, 501);
        Assert.Equal((5, 2, 4, 6, 20m), (score.Count, score.Within100M, score.Within300M, score.Within500M, score.NearestM));
    }

    [Fact]
    public void Proximity_is_the_sum_of_what_is_left_of_the_radius() => Assert.Equal(1 + 0.5m + 0.1m, PoiScores.Proximity([0, 250, 450, 500, 900], 500));

    [Fact]
    public void The_weighted_score_is_proximity_times_weight_and_competitors_take_away()
    {
        Assert.Equal((0.5m, 0.75m), (Score("schools", 250).ProximityScore, Score("schools", 250).WeightedScore));
        Assert.Equal((0.5m, -0.25m), (Score("competitors", 500).ProximityScore, Score("competitors", 500).WeightedScore));
    }

    [Fact]
    public void A_category_without_a_place_within_its_radius_is_no_feature()
    {
        Assert.Equal((false, null, 0m), (Score("residential", 450).IsFeature, Score("residential", 450).NearestM, Score("residential", 450).ProximityScore));
        Assert.True(Score("residential", 400).IsFeature);
    }

    [Theory]
    [InlineData(0, "direct")]
    [InlineData(99.9, "direct")]
    [InlineData(100, "near")]
    [InlineData(499.9, "near")]
    [InlineData(500, "market")]
    [InlineData(1000, "market")]
    public void A_bakery_is_direct_below_100_m_near_below_500_m_and_market_to_1_km(double distance, string band) => Assert.Equal(band, PoiScores.Band((decimal)distance));

    [Fact]
    public void Pressure_is_twice_the_direct_the_near_and_a_third_of_the_market()
    {
        var competition = PoiScores.Compete([50, 150, 200, 600, 1000, 1000.1m]);
        Assert.Equal((1, 2, 2, 2m + 2 + 0.6m), (competition.Direct, competition.Near, competition.Market, competition.Pressure));
    }

    [Theory]
    [InlineData(0, "low_competition")]
    [InlineData(0.3, "moderate_competition")]
    [InlineData(2.9, "moderate_competition")]
    [InlineData(3, "high_competition")]
    public void The_zone_follows_the_pressure(double pressure, string zone) => Assert.Equal(zone, PoiScores.Zone((decimal)pressure));

    [Theory]
    [InlineData(0, "underserved")]
    [InlineData(1, "normal_market")]
    [InlineData(3, "normal_market")]
    [InlineData(4, "competitive_market")]
    [InlineData(7, "competitive_market")]
    [InlineData(8, "bakery_district")]
    public void The_market_type_follows_the_bakeries_within_a_kilometre(int bakeries, string type) => Assert.Equal(type, PoiScores.MarketType(bakeries));

    [Fact]
    public void The_own_shops_are_no_competitors_and_a_place_drawn_twice_is_one()
    {
        var seen = PoiScores.Of(Lat, Lon, [North(1, "shop", "bakery", "Góizeko labea"), North(80, "shop", "bakery", "Okindegi Zaharra"), North(82, "shop", "bakery", "Okindegi Zaharra"), North(90, "shop", "bakery")], ["Goizeko Labea"]);
        Assert.Equal([("Okindegi Zaharra", "direct"), (null, "direct")], seen.Competitors.Select(c => (c.Name, c.Band)));
        Assert.Equal(2, seen.Competition.Direct);
    }

    [Fact]
    public void Scores_hold_for_any_distances() => Gen.Decimal[0, 1500].Array[0, 40].Sample(distances =>
    {
        foreach (var category in PoiCategory.All)
        {
            var score = PoiScores.Score(category, distances);
            Assert.InRange(score.ProximityScore, 0, score.Count);
            Assert.True(score.Within100M <= score.Within300M && score.Within300M <= score.Within500M);
            Assert.Equal(score.Count > 0, score.IsFeature);
            Assert.True(Math.Sign(score.WeightedScore) == 0 || Math.Sign(score.WeightedScore) == Math.Sign(category.Weight));
            // One more place never lowers the proximity, and the order does not matter.
            Assert.True(PoiScores.Score(category, [.. distances, 10]).ProximityScore > score.ProximityScore);
            Assert.Equal(score, PoiScores.Score(category, [.. distances.Reverse()]));
        }
        var all = PoiScores.Compete(distances);
        Assert.Equal(distances.Count(d => d <= 1000), all.Direct + all.Near + all.Market);
        Assert.True(PoiScores.Compete([.. distances, 50]).Pressure == all.Pressure + 2);
    });

    [Fact]
    public void The_query_asks_for_every_selector_within_its_reach_and_25_seconds()
    {
        var query = Overpass.Query(Lat, Lon, PoiCategory.All);
        Assert.StartsWith("[out:json][timeout:25];(", query);
        Assert.Contains("nwr[amenity~\"^(school|kindergarten|university|college)$\"](around:500,43.2630,-2.9350);", query);
        Assert.Contains("nwr[office](around:800,43.2630,-2.9350);", query);
        Assert.Contains("nwr[building~\"^(residential|apartments|house)$\"](around:500,", query);
        Assert.EndsWith(");out tags center;", query);
        Assert.Equal(PoiCategory.All.Sum(c => c.Selectors.Length), query.Split("nwr").Length - 1);
    }
}
