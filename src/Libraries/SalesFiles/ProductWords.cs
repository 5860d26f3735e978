namespace Bakery.SalesFiles;

/// <summary>What the words of a row stand for.</summary>
/// <param name="ItemType">ingredient, finished_product, resale, packaging or cleaning.</param>
/// <param name="Category">One of the item categories.</param>
/// <param name="Unit">The unit it is usually kept in.</param>
/// <param name="Spanish">With the French words that Spanish bakeries use.</param>
internal sealed record WordRow(string ItemType, string Category, string Unit, string Spanish, string Basque, string English)
{
    private static readonly char[] Space = [' '];

    public HashSet<string> HeadFirst { get; } = [.. Spanish.Split(Space, StringSplitOptions.RemoveEmptyEntries)];
    public HashSet<string> HeadLast { get; } = [.. $"{Basque} {English}".Split(Space, StringSplitOptions.RemoveEmptyEntries)];

    public bool Knows(string word) => HeadFirst.Contains(word) || HeadLast.Contains(word);
}

/// <summary>The dictionary: words without accents, by what they stand for. The first row that knows a word wins.</summary>
internal static class ProductWords
{
    /// <summary>What a shop sells.</summary>
    public static readonly IReadOnlyList<WordRow> Sold =
    [
        new("resale", "beverages", "piece", "agua cola coca zumo refresco cerveza leche lata botella vino mosto gaseosa limonada batido horchata sidra", "ura zukua freskagarria garagardo garagardoa esne esnea ardo ardoa muztioa sagardoa",
            "water juice beer milk soda wine cider lemonade milkshake"),
        new("resale", "other_products", "piece", "miel mermelada aceite huevos bolsa vela velas caramelo caramelos chicle chicles bombones patatas yogur", "ezti eztia marmelada olioa arrautzak poltsa kandela kandelak gozokiak txiklea jogurta", "honey jam oil eggs bag candle candles sweets gum crisps yoghurt"),
        new("finished_product", "beverages", "piece", "cafe cortado espresso cappuccino capuchino infusion te the manzanilla", "kafe kafea kafesne kafesnea infusioa", "coffee latte tea"),
        new("finished_product", "sandwiches", "piece", "bocadillo bocadillos bocata bocatas sandwich empanada empanadas empanadilla pizza quiche tostada tostadas pulga montado", "ogitarteko ogitartekoa enpanada", "sandwich sandwiches toast pizza quiche"),
        new("finished_product", "seasonal", "piece", "roscon roscos turron turrones panettone torrija torrijas bunuelo bunuelos polvoron polvorones mazapan mantecado galette buche huesos", "turroia torradak", "stollen panettone"),
        new("finished_product", "croissants", "piece", "croissant croissants cruasan cruasanes curasan", "kruasan kruasana kruasanak", "croissant croissants"),
        new("finished_product", "muffins", "piece", "magdalena magdalenas madeleine muffin muffins", "madalena madalenak", "muffin muffins cupcake cupcakes"),
        new("finished_product", "cookies", "piece", "galleta galletas sable pastas macaron macarons biscuit rosquilla rosquillas", "gaileta gailetak", "cookie cookies biscuit biscuits shortbread"),
        new("finished_product", "cakes", "piece", "tarta tartas tarte tartaleta tartaletas tartelette pastel pasteles bizcocho bizcochos gateau brownie eclair", "opila tarta pastela bizkotxoa", "cake cakes cheesecake brownie tart pie"),
        new("finished_product", "pastries", "piece", "napolitana napolitanas ensaimada ensaimadas palmera palmeras bollo bollos donut berlina berlinas brioche hojaldre hojaldres trenza cana canas suizo suizos chausson chocolatine milhojas rosca", "opil bolloa hostorea",
            "pastry pastries danish bun buns scone scones doughnut"),
        new("finished_product", "bread", "piece", "pan panes barra barras baguette baguettes hogaza hogazas chapata chapatas ciabatta pain mollete molletes molde centeno masa panecillo panecillos campagne boule focaccia chusco pistola rustica mollet", "ogi ogia ogiak taloa taloak barra txapata",
            "bread loaf loaves rye sourdough roll rolls"),
    ];

    /// <summary>What is kept in the storeroom; it comes first where a word means both.</summary>
    public static readonly IReadOnlyList<WordRow> Kept =
    [
        new("ingredient", "flour", "kg", "harina harinas semola salvado almidon maicena gluten farine", "irin irina irinak zahia zahiak almidoia", "flour flours semolina bran starch malt"),
        new("ingredient", "yeast", "kg", "levadura levaduras levure", "legami legamia", "yeast"),
        new("ingredient", "dairy", "l", "leche nata suero lait creme", "esne esnea esnegaina", "milk cream buttermilk whey"),
        new("ingredient", "dairy", "kg", "queso quesos yogur requeson mascarpone cuajada fromage", "gazta jogurta", "cheese yoghurt yogurt ricotta mascarpone"),
        new("ingredient", "eggs", "piece", "huevo huevos clara claras yema yemas oeuf oeufs", "arrautza arrautzak zuringoa gorringoa", "egg eggs yolk yolks"),
        new("ingredient", "sugar", "kg", "azucar glucosa dextrosa fructosa miel jarabe melaza panela sucre", "azukre azukrea ezti eztia", "sugar glucose dextrose honey syrup molasses"),
        new("ingredient", "fats", "kg", "mantequilla margarina manteca grasa beurre", "gurin gurina margarina gantza", "butter margarine lard shortening"),
        new("ingredient", "fats", "l", "aceite aceites huile", "olio olioa", "oil"),
        new("ingredient", "salt", "kg", "sal sel", "gatz gatza", "salt"),
        new("ingredient", "spices", "kg", "canela vainilla anis sesamo ajonjoli amapola comino pimienta pimenton oregano romero matalauva jengibre moscada", "kanela bainila anisa sesamoa piperra piperrautsa erromeroa", "cinnamon vanilla anise aniseed sesame poppy cumin pepper paprika oregano rosemary ginger nutmeg"),
        new("ingredient", "additives", "kg", "mejorante emulgente gelatina ascorbico colorante conservante pectina lecitina bicarbonato impulsor", "hobetzailea gelatina koloratzailea bikarbonatoa", "improver emulsifier gelatine gelatin colouring preservative pectin lecithin bicarbonate"),
        new("ingredient", "other", "kg", "chocolate cacao almendra almendras nuez nueces avellana avellanas pasas higos datiles manzana manzanas limon naranja chorizo jamon atun tomate cebolla aceitunas pipas girasol calabaza lino avena coco pistacho fruta frutas fresa fresas arandanos frambuesa platano membrillo praline cobertura fondant crema",
            "txokolate txokolatea kakaoa almendra intxaur intxaurrak hurrak mahaspasak sagar sagarra limoia laranja txorizoa urdaiazpikoa tomatea tipula olibak olo",
            "chocolate cocoa almond almonds walnut walnuts hazelnut hazelnuts raisins figs dates apple apples lemon orange chorizo ham tuna tomato onion olives sunflower pumpkin flax linseed oats coconut pistachio fruit strawberry strawberries blueberries raspberry banana quince fondant custard"),
        new("packaging", "packaging", "piece", "bolsa bolsas caja cajas bandeja bandejas papel film envase envases vaso vasos blonda blondas cinta etiqueta etiquetas", "poltsa poltsak kutxa kutxak erretilua papera edalontzia etiketa etiketak", "bag bags box boxes tray trays paper film cup cups lid lids label labels ribbon"),
        new("cleaning", "cleaning", "piece", "detergente lejia jabon desinfectante fregasuelos bayeta bayetas guantes estropajo limpiador desengrasante", "detergentea lixiba xaboia desinfektatzailea eskularruak", "detergent bleach soap disinfectant sanitiser gloves cloths degreaser"),
    ];
}
