using Bakery.Planning.Formulas;
using Bakery.Planning.Purchasing;
using Bakery.Planning.Stock;

namespace Bakery.Tests.Unit.Planning;

/// <summary>The reference bakery of the acceptance scenario, as plain values.</summary>
internal static class ReferenceBakery
{
    internal static readonly string[] Products = ["P1", "P2", "P3", "P4", "P5", "P6", "P7"];

    internal static readonly DateOnly Tuesday = new(2026, 11, 10);

    internal static readonly DateOnly Wednesday = new(2026, 11, 11);

    internal static readonly DateTime RunAt = new(2026, 11, 10, 5, 30, 0);

    internal static readonly Guid Poolish = Id("poolish");

    internal static readonly Guid Levain = Id("levain");

    internal static readonly Dictionary<string, int> TuesdayPlan = Pieces(280, 240, 36, 36, 32, 132, 60);

    internal static readonly Dictionary<string, int> RefreshedPlan = Pieces(300, 240, 36, 32, 32, 132, 60);

    internal static readonly Dictionary<string, int>[] WeekPlan =
    [
        TuesdayPlan,
        Pieces(280, 240, 36, 28, 32, 156, 72),
        Pieces(310, 260, 42, 40, 40, 180, 84),
        Pieces(340, 160, 60, 56, 48, 240, 120),
        Pieces(250, 100, 48, 40, 32, 264, 132),
        Pieces(270, 240, 30, 24, 24, 132, 60),
        Pieces(280, 240, 36, 28, 24, 144, 72),
    ];

    internal static readonly (string Code, decimal KgPerUnit, decimal Price)[] Items =
    [
        ("W180", 1m, 0.62m), ("W300", 1m, 0.78m), ("RYE", 1m, 0.85m), ("MALT", 1m, 1.80m), ("WATER", 1m, 0m), ("SALT", 1m, 0.30m),
        ("YEAST", 1m, 2.40m), ("SUGAR", 1m, 0.95m), ("MILK", 1.030m, 0.92m), ("BUTTER", 1m, 7.20m), ("EGG", 1m, 3.10m), ("CHOC", 1m, 8.50m),
    ];

    internal static Guid Id(string code)
    {
        byte[] bytes = new byte[16];
        System.Text.Encoding.ASCII.GetBytes(code).CopyTo(bytes, 0);
        return new Guid(bytes, bigEndian: true);
    }

    internal static FormulaBook Book(decimal butterPrice = 7.20m, decimal barraSalt = 1.7m)
    {
        var poolish = new PrefermentFormula(Poolish, [Flour("W180", 100m), Line("WATER", 100m), Line("YEAST", 0.2m)]);
        var levain = new PrefermentFormula(Levain, [Flour("W180", 80m), Flour("RYE", 20m), Line("WATER", 100m)]);
        var barra = new DoughFormula(
            Id("D1"),
            [Flour("W180", 100m), Line("WATER", 68m), Line("SALT", barraSalt), Line("YEAST", 1m), Line("MALT", 0.5m)],
            2m, poolish, 25m);
        var hogaza = new DoughFormula(
            Id("D2"), [Flour("W180", 80m), Flour("RYE", 20m), Line("WATER", 75m), Line("SALT", 1.9m)], 2m, levain, 30m);
        var croissant = new DoughFormula(
            Id("D3"),
            [
                Flour("W180", 20m), Flour("W300", 80m), Line("WATER", 20m), Line("MILK", 30m), Line("SUGAR", 11m),
                Line("SALT", 2m), Line("BUTTER", 56m), Line("YEAST", 4m), Line("EGG", 5m),
            ],
            3m, poolish, 20m);
        Shape[] shapes =
        [
            Shape("P1", "D1", 310m, 250m, 10), Shape("P2", "D1", 100m, 80m, 20), Shape("P3", "D1", 600m, 500m, 6),
            Shape("P4", "D2", 1000m, 850m, 4), Shape("P5", "D2", 500m, 425m, 8), Shape("P6", "D3", 65m, 55m, 12),
            Shape("P7", "D3", 70m, 72m, 12) with { Rounding = MultipleRounding.Nearest, Extras = [new PieceExtra(Id("CHOC"), 0.012m)] },
        ];
        var ingredients = Items.Select(item => new Ingredient(Id(item.Code), item.KgPerUnit, item.Code == "BUTTER" ? butterPrice : item.Price));
        return new FormulaBook([barra, hogaza, croissant], shapes, ingredients);
    }

    internal static Explosion Explode(IReadOnlyDictionary<string, int> plan) =>
        Book().Explode(plan.ToDictionary(entry => Id(entry.Key), entry => (decimal)entry.Value), 5m);

    internal static decimal Kilograms(this Explosion explosion, string code) => explosion.Items.Single(item => item.ItemId == Id(code)).Kilograms;

    /// <summary>Needs per day in stock units; P8 is sold at 37 bottles a day.</summary>
    internal static DailyNeeds Needs(string code) => new(
        Wednesday,
        7,
        WeekPlan.Select((plan, i) => new DayQuantity(
            Wednesday.AddDays(i),
            code == "P8" ? 37m : Explode(plan).Items.Single(item => item.ItemId == Id(code)).Quantity)));

    internal static IReadOnlyList<LotView> Lots(string code)
    {
        (string Lot, decimal Quantity, string? Expiry)[] lots = code switch
        {
            "W180" => [("FA", 30m, "2027-01-31"), ("FB", 300m, "2027-03-31")],
            "W300" => [("W3", 60m, "2027-02-28")],
            "RYE" => [("RY", 30m, "2027-01-15")],
            "MALT" => [("MT", 3m, "2027-05-31")],
            "SALT" => [("SA", 18m, null)],
            "SUGAR" => [("SU", 12m, null)],
            "YEAST" => [("YE", 3m, "2026-11-20")],
            "BUTTER" => [("BA", 4m, "2026-11-12"), ("BB", 5m, "2026-12-20")],
            "MILK" => [("MA", 4m, "2026-11-09"), ("MB", 3m, "2026-11-13")],
            "EGG" => [("EG", 3m, "2026-11-25")],
            "CHOC" => [("CH", 5m, "2027-04-30")],
            "P8" => [("AG", 60m, null)],
            _ => [],
        };
        return [.. lots.Select((lot, i) => new LotView(
            Id(lot.Lot), lot.Quantity, lot.Expiry is null ? null : DateOnly.ParseExact(lot.Expiry, "yyyy-MM-dd"), DateTimeOffset.UnixEpoch.AddDays(i)))];
    }

    internal static SupplierCalendar Calendar(string supplier) => supplier switch
    {
        "S1" => Calendar(2, 12, DayOfWeek.Tuesday, DayOfWeek.Friday),
        "S2" => Calendar(1, 16, DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday),
        _ => Calendar(2, 12, DayOfWeek.Monday, DayOfWeek.Thursday),
    };

    internal static SupplierCalendar Calendar(int lead, int cutOff, params DayOfWeek[] days) =>
        new(lead, new TimeOnly(cutOff, 0), days.ToHashSet(), new HashSet<DateOnly>());

    internal static Offer[] Offers() =>
    [
        Offer("S1", "W180", 25m, 0.62m, 1) with { Tiers = [new PriceTier(10, 0.58m), new PriceTier(20, 0.55m)] },
        Offer("S1", "W300", 25m, 0.78m, 2), Offer("S1", "RYE", 25m, 0.85m, 3), Offer("S1", "MALT", 5m, 1.80m, 4),
        Offer("S2", "BUTTER", 10m, 7.20m, 1) with { Tiers = [new PriceTier(5, 6.95m)] },
        Offer("S2", "MILK", 6m, 0.92m, 2), Offer("S2", "EGG", 5m, 3.10m, 3),
        Offer("S3", "SALT", 25m, 0.30m, 1), Offer("S3", "SUGAR", 25m, 0.95m, 2), Offer("S3", "YEAST", 5m, 2.40m, 3),
        Offer("S3", "CHOC", 7.5m, 8.50m, 4), Offer("S3", "P8", 24m, 0.28m, 5),
    ];

    internal static OrderPlan Order(Func<Offer, Offer>? change = null) => OrderPlanning.Plan(
        [.. Offers().Select(offer => Outlook(offer.ItemId))],
        Offers().Select(offer => change is null ? offer : change(offer)),
        new PlanningSettings { OrderedAt = RunAt });

    internal static ItemOutlook Outlook(Guid id)
    {
        string code = System.Text.Encoding.ASCII.GetString(id.ToByteArray(bigEndian: true)).TrimEnd('\0');
        return new ItemOutlook
        {
            ItemId = id,
            Lots = Lots(code),
            Needs = Needs(code),
            OpenOrders = code == "YEAST" ? [new Arrival(new DateOnly(2026, 11, 13), 5m)] : [],
        };
    }

    private static Dictionary<string, int> Pieces(params int[] counts) =>
        Products.Zip(counts).ToDictionary(entry => entry.First, entry => entry.Second);

    private static FormulaLine Flour(string code, decimal percent) => new(Id(code), percent, IsFlour: true);

    private static FormulaLine Line(string code, decimal percent) => new(Id(code), percent);

    private static Shape Shape(string product, string dough, decimal raw, decimal baked, int multiple) =>
        new(Id(product), Id(dough), raw, baked, multiple, MultipleRounding.Up, []);

    private static Offer Offer(string supplier, string item, decimal pack, decimal price, int position) => new()
    {
        SupplierId = Id(supplier),
        SupplierCode = supplier,
        Standing = SupplierStanding.Approved,
        Trust = supplier switch { "S1" => 91m, "S2" => 88m, _ => 84m },
        Calendar = Calendar(supplier),
        ItemId = Id(item),
        PackQuantity = pack,
        UnitPrice = price,
        Position = position,
        MinimumOrderAmount = supplier switch { "S1" => 150m, "S2" => 80m, _ => 100m },
    };
}
