namespace Bakery.DemoData;

/// <summary>The generated bakeries. Goizeko Labea is the reference bakery of the acceptance scenario; the larger one extends it.</summary>
public static class Scenarios
{
    private static Dictionary<string, decimal> Sold(decimal a, decimal b) => new() { ["A"] = a, ["B"] = b };

    /// <summary>One obrador, two shops, eight products, twelve ingredients, three suppliers.</summary>
    public static readonly Scenario GoizekoLabea = new("Goizeko Labea", "Bilbao",
        [
            new("O", "Obrador Zorrotza", "central_production", "Bilbao", "01:00:00", "17:00:00"),
            new("A", "Tienda Alde Zaharra", "retail_outlet", "Bilbao", "07:00:00", "21:00:00"),
            new("B", "Tienda Deusto", "retail_outlet", "Bilbao", "07:00:00", "21:00:00"),
        ],
        [
            new("W180", "Harina panificable W180", "flour", "kg", 0.62m, 330m, 140), new("W300", "Harina de fuerza W300", "flour", "kg", 0.78m, 60m, 110), new("RYE", "Harina integral de centeno", "flour", "kg", 0.85m, 30m, 66),
            new("MALT", "Harina malteada", "flour", "kg", 1.80m, 3m, 200, CountsAsFlour: false), new("WATER", "Agua", "other", "kg", 0m, 0m, null, Tracked: false), new("SALT", "Sal marina", "salt", "kg", 0.30m, 18m, null),
            new("YEAST", "Levadura fresca", "yeast", "kg", 2.40m, 8m, 12), new("SUGAR", "Azúcar", "sugar", "kg", 0.95m, 12m, null), new("MILK", "Leche entera", "dairy", "l", 0.92m, 4m, 5, 1.030m),
            new("BUTTER", "Mantequilla 82 %", "fats", "kg", 7.20m, 9m, 30), new("EGG", "Huevo líquido pasteurizado", "eggs", "kg", 3.10m, 3m, 15), new("CHOC", "Barritas de chocolate", "other", "kg", 8.50m, 5m, 170),
        ],
        [
            new("P1", "Barra", "bread", "D1", 310, 250, 10, "up", 1.20m, 4, 0.24m, 0.8m, 0, 0, Sold(122, 82)), new("P2", "Bollo de pan", "bread", "D1", 100, 80, 20, "up", 0.45m, 4, 0, 0.5m, 0, 0, Sold(61, 49)),
            new("P3", "Pan de pueblo", "bread", "D1", 600, 500, 6, "up", 2.10m, 4, 0.18m, 1.6m, 0, 0, Sold(19, 12)), new("P4", "Hogaza", "bread", "D2", 1000, 850, 4, "up", 4.80m, 4, 0.15m, 4.25m, 0.60m, 1, Sold(17, 10)),
            new("P5", "Hogaza pequeña", "bread", "D2", 500, 425, 8, "up", 2.90m, 4, 0.09m, 2.55m, 0.35m, 1, Sold(14, 9)), new("P6", "Croissant", "croissants", "D3", 65, 55, 12, "up", 1.50m, 10, 0.12m, 1.4m, 0, 0, Sold(77, 50)),
            new("P7", "Napolitana", "pastries", "D3", 70, 72, 12, "nearest", 1.80m, 10, 0.06m, 1.7m, 0, 0, Sold(35, 24), "CHOC", 12), new("P8", "Agua 50 cl", "beverages", null, 0, 0, 1, "up", 1.20m, 10, 0, 0, 0, 0, Sold(23, 14)),
        ],
        [
            new("poolish", "Poolish", "pre_ferment", [("W180", 100), ("WATER", 100), ("YEAST", 0.2m)], null, 0, 0, 12), new("levain", "Masa madre", "pre_ferment", [("W180", 80), ("RYE", 20), ("WATER", 100)], null, 0, 0, 10),
            new("D1", "Masa de barra", "dough", [("W180", 100), ("WATER", 68), ("SALT", 1.7m), ("YEAST", 1), ("MALT", 0.5m)], "poolish", 25, 2, null),
            new("D2", "Masa de hogaza", "dough", [("W180", 80), ("RYE", 20), ("WATER", 75), ("SALT", 1.9m)], "levain", 30, 2, null),
            new("D3", "Masa de croissant", "dough", [("W180", 20), ("W300", 80), ("WATER", 20), ("MILK", 30), ("SUGAR", 11), ("SALT", 2), ("BUTTER", 56), ("YEAST", 4), ("EGG", 5)], "poolish", 20, 3, null),
        ],
        [
            new("S1", "Harinas del Norte", 2, "12:00:00", 150m, 91, [2, 5], [new("W180", "sack", 25, 0.62m, (10, 0.58m), (20, 0.55m)), new("W300", "sack", 25, 0.78m), new("RYE", "sack", 25, 0.85m), new("MALT", "bag", 5, 1.80m)]),
            new("S2", "Lácteos Arratia", 1, "16:00:00", 80m, 88, [1, 3, 5], [new("BUTTER", "box", 10, 7.20m, (5, 6.95m)), new("MILK", "pack", 6, 0.92m), new("EGG", "carton", 5, 3.10m)]),
            new("S3", "Distribuciones Ogia", 2, "12:00:00", 100m, 84, [1, 4], [new("SALT", "sack", 25, 0.30m), new("SUGAR", "sack", 25, 0.95m), new("YEAST", "box", 5, 2.40m), new("CHOC", "box", 7.5m, 8.50m), new("P8", "pack", 24, 0.28m)]),
        ],
        [
            new("Bar Zubia", "b2b", [1, 2, 3, 4, 5, 6], [("P1", 60, 0.85m)]), new("Comedor Lamia", "b2b", [1, 2, 3, 4, 5], [("P2", 120, 0.32m)]), new("Hotel Ugao", "b2b", [1, 2, 4, 5, 6, 7], [("P6", 40, 1.05m)]),
        ]);

    /// <summary>Goizeko Labea as the demo shows it: its own rolls also become a sandwich, and one customer reads Basque.</summary>
    public static readonly Scenario Demo = WithSandwich(GoizekoLabea) with { Customers = [.. GoizekoLabea.Customers.Select(c => c.Name == "Comedor Lamia" ? c with { Language = "eu" } : c)] };

    /// <summary>The professional demo account: Goizeko Labea with more than twenty products, twenty-five ingredients, five suppliers and fifteen customers.</summary>
    public static readonly Scenario Professional = WithSandwich(Extend(GoizekoLabea));

    /// <summary>The enterprise demo account: a central workshop near Madrid that bakes for shops in five cities.</summary>
    public static readonly Scenario Enterprise = Spread(Professional);

    /// <summary>The reference bakery of the benchmarks: 40 products, 3 shops, 60 ingredients, 8 suppliers.</summary>
    public static readonly Scenario Reference = Fill(Extend(GoizekoLabea));

    /// <summary>A shop with 120 articles of which it sells a few each a day: 21 months of its till are about 234,000 rows.</summary>
    public static readonly Scenario ManyArticles = Widen(GoizekoLabea);

    // Ten rolls, ham and butter; each sandwich in its box.
    private static Scenario WithSandwich(Scenario one) => one with
    {
        Ingredients = [.. one.Ingredients, new("HAM", "Jamón cocido en lonchas", "other", "kg", 9.20m, 5m, 18), new("BOX", "Caja de bocadillo", "packaging", "piece", 0.12m, 300m, null)],
        Products = [.. one.Products, new("P30", "Bocadillo de jamón", "sandwiches", "SANDWICH", 0, 130, 5, "up", 3.50m, 10, 0.5m, 0, 0, 0, Sold(18, 12))],
        Suppliers = [.. one.Suppliers.Select(s => s.Code == "S3" ? s with { Prices = [.. s.Prices, new("HAM", "box", 2.5m, 9.20m), new("BOX", "pack", 100, 0.12m)] } : s)],
        Fixed = [new("SANDWICH", "Bocadillo de jamón", 10, [("P2", 10, "piece"), ("HAM", 400, "g"), ("BUTTER", 100, "g")], "BOX", 20)],
    };

    private static Scenario Widen(Scenario one) => one with
    {
        Name = "Panadería de muchos artículos", Customers = [], Sites = [.. one.Sites.Where(s => s.Code != "B")], Suppliers = [.. one.Suppliers.Select(s => s with { Prices = [.. s.Prices.Where(p => p.Item != "P8")] })],
        Products = [.. Enumerable.Range(0, 120).Select(i => one.Products[i % 7] with { Code = $"T{i}", Name = $"{one.Products[i % 7].Name} {i / 7 + 1}", Demand = new Dictionary<string, decimal> { ["A"] = 3 + i % 3 } })],
    };

    private static Scenario Fill(Scenario one)
    {
        var more = Enumerable.Range(0, 60 - one.Ingredients.Count).Select(i => new Ingredient($"X{i}", $"Ingrediente {i + 1}", "other", "kg", 2.5m + i * 0.1m, 20m, 120)).ToList();
        var doughs = one.Doughs.Where(d => d.Kind == "dough").ToList();
        // Each further ingredient is a seasoning of one dough, so that all sixty are used.
        var seasoned = one.Doughs.Select(d => doughs.IndexOf(d) is var at and >= 0 ? d with { Lines = [.. d.Lines, .. more.Where((_, i) => i % doughs.Count == at).Select(x => (x.Code, 0.5m))] } : d).ToList();
        var products = Enumerable.Range(0, 40 - one.Products.Count).Select(i => one.Products[i % 7] with { Code = $"Y{i}", Name = $"{one.Products[i % 7].Name} especial {i + 1}" }).ToList();
        Supplier[] suppliers =
        [
            new("S7", "Almacén Norte", 2, "12:00:00", 50m, 85, [1, 3, 5], [.. more.Take(more.Count / 2).Select(x => new Price(x.Code, "bag", 5, x.Price))]),
            new("S8", "Almacén Sur", 3, "12:00:00", 50m, 85, [2, 4], [.. more.Skip(more.Count / 2).Select(x => new Price(x.Code, "bag", 5, x.Price))]),
        ];
        var products40 = one.Products.Concat(products).Select(p => p with { Demand = new Dictionary<string, decimal>(p.Demand) { ["C"] = Math.Round(p.Demand["B"] * 0.8m) } }).ToList();
        return one with
        {
            Name = "Panadería de referencia", Ingredients = [.. one.Ingredients, .. more], Doughs = seasoned, Products = products40, Suppliers = [.. one.Suppliers, .. suppliers],
            Sites = [.. one.Sites, new("C", "Tienda Getxo", "retail_outlet", "Getxo", "07:00:00", "21:00:00")],
        };
    }

    private static Scenario Spread(Scenario one)
    {
        (string Code, string City, decimal Size)[] shops = [("A", "Madrid", 1.3m), ("B", "Barcelona", 1.2m), ("C", "Valencia", 1.0m), ("D", "Sevilla", 0.9m), ("E", "Bilbao", 0.8m)];
        return one with
        {
            Name = "Obrador Central Ibaialde", City = "Madrid",
            Sites = [new("O", "Obrador central", "central_production", "Madrid", "00:00:00", "18:00:00"), .. shops.Select(s => new Site(s.Code, $"Tienda {s.City}", "retail_outlet", s.City, "07:00:00", "21:00:00"))],
            Products = [.. one.Products.Select(p => p with { Demand = shops.ToDictionary(s => s.Code, s => Math.Round(p.Demand["A"] * s.Size)) })],
            Ingredients = [.. one.Ingredients.Select(i => i with { Stock = i.Stock * 3 })],
        };
    }

    private static Scenario Extend(Scenario small)
    {
        Ingredient[] ingredients =
        [
            new("SPELT", "Harina de espelta", "flour", "kg", 1.35m, 40m, 90), new("WHOLE", "Harina integral de trigo", "flour", "kg", 0.74m, 50m, 90), new("SEEDS", "Mezcla de semillas", "other", "kg", 3.90m, 8m, 150),
            new("OIL", "Aceite de oliva", "fats", "l", 6.40m, 12m, 300, 0.916m), new("HONEY", "Miel", "sugar", "kg", 6.80m, 4m, 400), new("WALNUT", "Nuez pelada", "other", "kg", 9.60m, 4m, 120), new("RAISIN", "Pasas", "other", "kg", 4.20m, 5m, 200),
            new("ALMOND", "Almendra molida", "other", "kg", 10.40m, 4m, 120), new("STARCH", "Almidón de maíz", "other", "kg", 2.60m, 6m, 300), new("APPLE", "Manzana troceada", "other", "kg", 2.30m, 8m, 8), new("CHEESE", "Queso Idiazabal rallado", "dairy", "kg", 13.50m, 3m, 40),
            new("COCOA", "Cacao en polvo", "other", "kg", 7.90m, 3m, 300), new("LEMON", "Ralladura de limón", "spices", "kg", 11.00m, 1m, 60),
        ];
        Dough[] doughs =
        [
            new("D4", "Masa integral", "dough", [("WHOLE", 100), ("WATER", 74), ("SALT", 1.7m), ("YEAST", 1), ("OIL", 2)], null, 0, 2, null),
            new("D5", "Masa de espelta", "dough", [("SPELT", 100), ("WATER", 70), ("SALT", 1.8m), ("YEAST", 0.8m), ("HONEY", 3), ("SEEDS", 10)], null, 0, 2, null),
            new("D6", "Masa dulce", "dough", [("W300", 100), ("MILK", 45), ("EGG", 15), ("SUGAR", 16), ("BUTTER", 18), ("YEAST", 3.5m), ("SALT", 1.6m), ("LEMON", 0.4m)], null, 0, 3, null),
            new("CREAM", "Crema pastelera", "filling", [("MILK", 65), ("EGG", 14), ("SUGAR", 15), ("STARCH", 5.5m), ("LEMON", 0.5m)], null, 0, 8, null),
        ];
        Product Bread(string code, string name, string dough, decimal raw, decimal baked, int multiple, decimal price, decimal a, decimal b, string? extra = null, decimal grams = 0) =>
            new(code, name, "bread", dough, raw, baked, multiple, "up", price, 4, 0.2m, 1.2m, 0, 0, Sold(a, b), extra, grams);
        Product Sweet(string code, string name, string dough, decimal raw, decimal baked, int multiple, decimal price, decimal a, decimal b, string? extra = null, decimal grams = 0) =>
            new(code, name, "pastries", dough, raw, baked, multiple, "nearest", price, 10, 0.3m, 1.0m, 0, 0, Sold(a, b), extra, grams);
        Product[] products =
        [
            Bread("P9", "Barra integral", "D4", 310, 250, 10, 1.45m, 38, 26), Bread("P10", "Pan de molde integral", "D4", 560, 500, 6, 2.95m, 12, 8), Bread("P11", "Pan de espelta", "D5", 560, 480, 6, 3.90m, 11, 8),
            Bread("P12", "Panecillo de semillas", "D5", 90, 75, 20, 0.75m, 34, 22), Bread("P13", "Chapata", "D1", 330, 270, 10, 1.55m, 28, 19), Bread("P14", "Pan de nueces", "D2", 520, 450, 6, 4.20m, 9, 6, "WALNUT", 60),
            Bread("P15", "Pan de pasas", "D2", 520, 455, 6, 3.95m, 7, 5, "RAISIN", 70), Sweet("P16", "Croissant de almendra", "D3", 70, 82, 12, 2.10m, 18, 12, "ALMOND", 15), Sweet("P17", "Palmera", "D3", 90, 80, 12, 1.90m, 20, 14),
            Sweet("P18", "Bollo de mantequilla", "D6", 85, 75, 12, 1.70m, 30, 21), Sweet("P19", "Bomba de crema", "D6", 70, 98, 12, 1.95m, 22, 15, "CREAM", 35), Sweet("P20", "Trenza de manzana", "D6", 90, 118, 12, 2.20m, 14, 10, "APPLE", 40),
            Sweet("P21", "Caracola de cacao", "D6", 85, 80, 12, 1.85m, 16, 11, "COCOA", 6), Bread("P22", "Bollo de queso Idiazabal", "D1", 110, 102, 20, 1.30m, 21, 14, "CHEESE", 14),
        ];
        Supplier[] suppliers =
        [
            new("S4", "Molino Arga", 3, "11:00:00", 120m, 90, [2, 4], [new("SPELT", "sack", 25, 1.35m), new("WHOLE", "sack", 25, 0.74m), new("SEEDS", "bag", 10, 3.90m)]),
            new("S5", "Frutos Secos Sadar", 2, "13:00:00", 90m, 86, [3, 5], [new("WALNUT", "box", 5, 9.60m), new("RAISIN", "box", 5, 4.20m), new("ALMOND", "box", 5, 10.40m), new("COCOA", "bag", 2, 7.90m), new("HONEY", "box", 6, 6.80m)]),
            new("S6", "Frescos Urdaibai", 1, "17:00:00", 60m, 82, [1, 2, 3, 4, 5, 6], [new("STARCH", "bag", 5, 2.60m), new("APPLE", "box", 10, 2.30m), new("CHEESE", "bag", 2, 13.50m), new("LEMON", "bag", 0.5m, 11.00m), new("OIL", "box", 15, 6.40m)]),
        ];
        (string Name, string Product, int Pieces, decimal Price)[] more =
        [
            ("Cafetería Ibaizabal", "P6", 24, 1.05m), ("Restaurante Artxanda", "P13", 30, 1.10m), ("Residencia Ametzola", "P2", 80, 0.32m), ("Ikastola Begoña", "P2", 60, 0.32m), ("Bar Zazpi", "P1", 40, 0.85m), ("Hotel Gran Vía", "P18", 36, 1.15m),
            ("Txoko Zurbaran", "P4", 6, 3.60m), ("Comercio Rekalde", "P9", 30, 1.00m), ("Cafetería Sarriko", "P7", 24, 1.25m), ("Restaurante Olabeaga", "P12", 40, 0.52m), ("Frutería Basurto", "P1", 30, 0.90m), ("Hospedería Artxanda", "P6", 30, 1.05m),
        ];
        return small with
        {
            Name = "Panadería Ibaialde", Ingredients = [.. small.Ingredients.Select(i => i with { Stock = i.Stock * 2 }), .. ingredients], Doughs = [.. small.Doughs, .. doughs], Products = [.. small.Products, .. products],
            Suppliers = [.. small.Suppliers, .. suppliers], Customers = [.. small.Customers, .. more.Select(m => new Customer(m.Name, "b2b", [1, 2, 3, 4, 5], [(m.Product, m.Pieces, m.Price)]))],
        };
    }
}
