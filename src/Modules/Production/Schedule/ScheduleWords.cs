namespace Bakery.Production.Schedule;

/// <summary>The words of the printed schedule; stages in the order of <see cref="Batches.Stages.All"/>.</summary>
internal sealed record ScheduleWords(string Schedule, string Printed, string From, string Until, string Stage, string Batch, string ByHand, string Late, IReadOnlyList<string> Stages)
{
    private static readonly ScheduleWords Spanish = new("Horario de producción", "impreso", "Desde", "Hasta", "Fase", "Lote", "Sin máquina", "Tarde",
        ["remojo", "prefermento", "amasado", "fermentación en bloque", "división", "formado", "fermentación", "frío", "laminado", "greñado", "cocción", "enfriado", "acabado", "envasado"]);
    private static readonly ScheduleWords Basque = new("Ekoizpen-ordutegia", "inprimatua", "Noiztik", "Noiz arte", "Fasea", "Sorta", "Makinarik gabe", "Berandu",
        ["beratzea", "aurre-hartzigarria", "oratzea", "masa-hartzidura", "zatitzea", "formatzea", "hartzidura", "hotza", "laminatzea", "ebakitzea", "labea", "hoztea", "akabera", "ontziratzea"]);
    private static readonly ScheduleWords English = new("Production schedule", "printed", "From", "Until", "Stage", "Batch", "No machine", "Late",
        ["soaking", "pre-ferment", "mixing", "bulk", "dividing", "shaping", "proofing", "cold", "lamination", "scoring", "baking", "cooling", "finishing", "packing"]);

    public static ScheduleWords Of(string language) => language switch { "eu" => Basque, "en" => English, _ => Spanish };
}
