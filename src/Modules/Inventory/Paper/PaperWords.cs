namespace Bakery.Inventory.Paper;

/// <summary>The words of this module's papers and exports in the tenant's language.</summary>
internal sealed record PaperWords
{
    public required string Waste { get; init; }
    public required string Destination { get; init; }
    public required string Pieces { get; init; }
    public required string Entries { get; init; }
    public required string Cost { get; init; }
    public required string Retail { get; init; }

    /// <summary>In the legal order.</summary>
    public required string[] Destinations { get; init; }
    public required string Hierarchy { get; init; }
    public required string Donation { get; init; }
    public required string To { get; init; }
    public required string From { get; init; }
    public required string Date { get; init; }
    public required string SafetyChecked { get; init; }
    public required string GivenBy { get; init; }
    public required string ReceivedBy { get; init; }
    public required string Item { get; init; }
    public required string Lot { get; init; }
    public required string Lots { get; init; }
    public required string LotsHeld { get; init; }
    public required string Expiry { get; init; }
    public required string Quantity { get; init; }
    public required string Total { get; init; }
    public required string State { get; init; }

    /// <summary>By the code of a lot's state.</summary>
    public required IReadOnlyDictionary<string, string> States { get; init; }
    public required string Place { get; init; }
    public required string Recall { get; init; }
    public required string Drill { get; init; }
    public required string Reason { get; init; }
    public required string Listed { get; init; }
    public required string Recipients { get; init; }
    public required string Returned { get; init; }
    public required string LetterText { get; init; }
    public required string MassBalance { get; init; }
    public required string Received { get; init; }
    public required string Used { get; init; }
    public required string Delivered { get; init; }
    public required string Moved { get; init; }
    public required string Adjusted { get; init; }
    public required string OnHand { get; init; }
    public required string Difference { get; init; }
    public required string MonthlyFile { get; init; }
    public required string Records { get; init; }
    public required string Chain { get; init; }
    public required string Intact { get; init; }
    public required string Broken { get; init; }
    public required string Point { get; init; }
    public required string Time { get; init; }
    public required string Value { get; init; }
    public required string InOrder { get; init; }
    public required string Text { get; init; }
    public required string Device { get; init; }
    public required string Corrects { get; init; }
    public required string Yes { get; init; }
    public required string No { get; init; }
    public required string Readings { get; init; }
    public required string OutOfRange { get; init; }
    public required string Checks { get; init; }
    public required string Checklist { get; init; }
    public required string Failed { get; init; }
    public required string Signature { get; init; }
    public required string Deviations { get; init; }
    public required string Cause { get; init; }
    public required string Action { get; init; }
    public required string Decision { get; init; }
    public required string[] Decisions { get; init; }
    public required string Recovered { get; init; }
    public required string Open { get; init; }
    public required string ColdRoom { get; init; }
    public required string Freezer { get; init; }
    public required string GoodsIn { get; init; }
    public required string BakeColour { get; init; }
    public required string Cleaning { get; init; }
    public required string[] CleaningLines { get; init; }
    public required string Pests { get; init; }
    public required string[] PestLines { get; init; }
    public required string Sustainability { get; init; }
    public required string Measure { get; init; }
    public required string Baseline { get; init; }
    public required string Reduction { get; init; }
    public required string SdgStatus { get; init; }
    public required string[] SdgNames { get; init; }
    public required string Prevented { get; init; }
    public required string Water { get; init; }
    public required string Land { get; init; }
    public required string Trees { get; init; }

    private static Dictionary<string, string> Named(string quarantined, string available, string blocked, string expired, string depleted, string disposed) =>
        new() { ["quarantined"] = quarantined, ["available"] = available, ["blocked"] = blocked, ["expired"] = expired, ["depleted"] = depleted, ["disposed"] = disposed };

    public static PaperWords Of(string language) => language switch { "eu" => Basque, "en" => English, _ => Spanish };

    private static readonly PaperWords Spanish = new()
    {
        Waste = "Desperdicio", Destination = "Destino", Pieces = "Piezas", Entries = "Anotaciones", Cost = "Coste", Retail = "Venta", Hierarchy = "Jerarquía legal de destinos",
        Destinations = ["Prevención y reutilización", "Donación", "Alimentación animal", "Subproducto", "Compost", "Energía", "Vertedero"],
        Donation = "Donación", To = "Para", From = "De", Date = "Fecha", SafetyChecked = "Superada la fecha de consumo preferente: comprobado que es apto.", GivenBy = "Responsable", ReceivedBy = "Recibido por",
        Item = "Artículo", Lot = "Lote", Lots = "Lotes y elaboraciones afectados", LotsHeld = "Lotes con existencias", Expiry = "Caducidad", Quantity = "Cantidad", Total = "Total", State = "Estado", Place = "Lugar", States = Named("en cuarentena", "disponible", "bloqueado", "caducado", "agotado", "retirado"),
        Recall = "Retirada", Drill = "Simulacro de retirada", Reason = "Motivo", Listed = "Localizado en", Recipients = "Destinatarios", Returned = "Devuelto",
        LetterText = "Le pedimos que no venda ni consuma los productos de esta lista y que los aparte.", MassBalance = "Balance de masas", Received = "Entrada", Used = "Usado", Delivered = "Entregado", Moved = "Movido",
        Adjusted = "Ajustes", OnHand = "Queda", Difference = "Diferencia", MonthlyFile = "Registro de autocontrol", Records = "Registros", Chain = "Cadena", Intact = "íntegra", Broken = "ROTA", Point = "Punto", Time = "Hora",
        Value = "Valor", InOrder = "Correcto", Text = "Nota", Device = "Sensor", Corrects = "corrige", Yes = "sí", No = "no", Readings = "Lecturas", OutOfRange = "Fuera de límites", Checks = "Listas de control",
        Checklist = "Lista", Failed = "Incorrecto", Signature = "Firma", Deviations = "Desviaciones y medidas correctoras", Cause = "Causa", Action = "Medida", Decision = "Producto", Decisions = ["se mantiene", "bloqueado", "eliminado"],
        Recovered = "recuperado solo", Open = "ABIERTA", ColdRoom = "Cámara frigorífica", Freezer = "Congelador", GoodsIn = "Recepción de mercancía", BakeColour = "Color de horneado", Cleaning = "Limpieza de cierre",
        CleaningLines = ["Superficies y mesas", "Amasadora", "Suelos y desagües", "Utensilios", "Residuos retirados"], Pests = "Control de plagas", PestLines = ["Trampas revisadas", "Sin indicios", "Puertas y rejillas"],
        Sustainability = "Informe de sostenibilidad", Measure = "Medida", Baseline = "Punto de partida", Reduction = "Reducción", SdgStatus = "ODS 12.3", SdgNames = ["punto de partida", "avanza", "en camino", "cumple"],
        Prevented = "Desperdicio evitado", Water = "Agua", Land = "Suelo", Trees = "Árboles",
    };

    private static readonly PaperWords Basque = new()
    {
        Waste = "Xahuketa", Destination = "Helmuga", Pieces = "Piezak", Entries = "Oharrak", Cost = "Kostua", Retail = "Salmenta", Hierarchy = "Helmugen legezko ordena",
        Destinations = ["Prebentzioa eta berrerabilpena", "Dohaintza", "Animalien elikadura", "Azpiproduktua", "Konposta", "Energia", "Zabortegia"],
        Donation = "Dohaintza", To = "Nori", From = "Nork", Date = "Data", SafetyChecked = "Lehentasunezko data gaindituta: egokia dela egiaztatu da.", GivenBy = "Arduraduna", ReceivedBy = "Jasotzailea",
        Item = "Artikulua", Lot = "Sorta", Lots = "Ukitutako sortak eta elaborazioak", LotsHeld = "Izakinak dituzten sortak", Expiry = "Iraungitzea", Quantity = "Kantitatea", Total = "Guztira", State = "Egoera", Place = "Tokia", States = Named("berrogeialdian", "eskuragarri", "blokeatuta", "iraungita", "amaituta", "kenduta"),
        Recall = "Erretiratzea", Drill = "Erretiratze-simulakroa", Reason = "Arrazoia", Listed = "Aurkitze-denbora", Recipients = "Hartzaileak", Returned = "Itzulia",
        LetterText = "Mesedez, ez saldu eta ez kontsumitu zerrenda honetako produktuak, eta bereizi itzazu.", MassBalance = "Masa-balantzea", Received = "Sarrera", Used = "Erabilia", Delivered = "Emana", Moved = "Mugitua",
        Adjusted = "Doikuntzak", OnHand = "Geratzen da", Difference = "Aldea", MonthlyFile = "Autokontrol-erregistroa", Records = "Erregistroak", Chain = "Katea", Intact = "osorik", Broken = "HAUTSITA", Point = "Puntua", Time = "Ordua",
        Value = "Balioa", InOrder = "Zuzen", Text = "Oharra", Device = "Sentsorea", Corrects = "zuzentzen du", Yes = "bai", No = "ez", Readings = "Irakurketak", OutOfRange = "Mugetatik kanpo", Checks = "Kontrol-zerrendak",
        Checklist = "Zerrenda", Failed = "Okerra", Signature = "Sinadura", Deviations = "Desbideratzeak eta neurri zuzentzaileak", Cause = "Kausa", Action = "Neurria", Decision = "Produktua", Decisions = ["mantendu", "blokeatuta", "suntsituta"],
        Recovered = "berez konponduta", Open = "IREKITA", ColdRoom = "Hotz-ganbera", Freezer = "Izozkailua", GoodsIn = "Salgaien harrera", BakeColour = "Labeko kolorea", Cleaning = "Itxierako garbiketa",
        CleaningLines = ["Gainazalak eta mahaiak", "Oragailua", "Zoruak eta hustubideak", "Tresnak", "Hondakinak kenduta"], Pests = "Izurriteen kontrola", PestLines = ["Tranpak begiratuta", "Arrastorik ez", "Ateak eta saretak"],
        Sustainability = "Iraunkortasun-txostena", Measure = "Neurria", Baseline = "Abiapuntua", Reduction = "Murrizketa", SdgStatus = "GJH 12.3", SdgNames = ["abiapuntua", "aurrera", "bidean", "betetzen du"],
        Prevented = "Saihestutako xahuketa", Water = "Ura", Land = "Lurra", Trees = "Zuhaitzak",
    };

    private static readonly PaperWords English = new()
    {
        Waste = "Waste", Destination = "Destination", Pieces = "Pieces", Entries = "Entries", Cost = "Cost", Retail = "Retail", Hierarchy = "Destinations in the legal order",
        Destinations = ["Prevention and reuse", "Donation", "Animal feed", "By-product", "Compost", "Energy", "Landfill"],
        Donation = "Donation", To = "To", From = "From", Date = "Date", SafetyChecked = "Past its best-before date: checked and fit to eat.", GivenBy = "Responsible", ReceivedBy = "Received by",
        Item = "Item", Lot = "Lot", Lots = "Lots and batches concerned", LotsHeld = "Lots with stock", Expiry = "Expiry", Quantity = "Quantity", Total = "Total", State = "State", Place = "Place", States = Named("quarantined", "available", "blocked", "expired", "used up", "disposed of"),
        Recall = "Recall", Drill = "Recall drill", Reason = "Reason", Listed = "Listed in", Recipients = "Recipients", Returned = "Returned",
        LetterText = "Please neither sell nor eat the products of this list, and set them aside.", MassBalance = "Mass balance", Received = "In", Used = "Used", Delivered = "Delivered", Moved = "Moved",
        Adjusted = "Adjusted", OnHand = "On hand", Difference = "Difference", MonthlyFile = "Self-control file", Records = "Records", Chain = "Chain", Intact = "intact", Broken = "BROKEN", Point = "Point", Time = "Time",
        Value = "Value", InOrder = "In order", Text = "Note", Device = "Sensor", Corrects = "corrects", Yes = "yes", No = "no", Readings = "Readings", OutOfRange = "Out of range", Checks = "Checklists",
        Checklist = "Checklist", Failed = "Failed", Signature = "Signature", Deviations = "Deviations and corrective actions", Cause = "Cause", Action = "Action", Decision = "Product", Decisions = ["kept", "blocked", "disposed of"],
        Recovered = "recovered by itself", Open = "OPEN", ColdRoom = "Cold room", Freezer = "Freezer", GoodsIn = "Goods in", BakeColour = "Bake colour", Cleaning = "Closing cleaning",
        CleaningLines = ["Surfaces and tables", "Mixer", "Floors and drains", "Utensils", "Waste removed"], Pests = "Pest control", PestLines = ["Traps looked at", "No signs", "Doors and screens"],
        Sustainability = "Sustainability report", Measure = "Measure", Baseline = "Baseline", Reduction = "Reduction", SdgStatus = "SDG 12.3", SdgNames = ["baseline", "progressing", "on track", "compliant"],
        Prevented = "Prevented waste", Water = "Water", Land = "Land", Trees = "Trees",
    };
}
