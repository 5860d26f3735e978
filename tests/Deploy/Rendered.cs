namespace Bakery.Tests.Deploy;

/// <summary>The rendered overlays; a test that asks for one is skipped where kubectl is missing.</summary>
internal static class Rendered
{
    public static Overlay Base => Of("base");
    public static Overlay Dev => Of("overlays/dev");
    public static Overlay Prod => Of("overlays/prod");
    public static Overlay Ci => Of("overlays/ci");
    public static Overlay Single => Of("overlays/single");

    public static IEnumerable<Overlay> Overlays => Overlay.All.Select(Of);
    public static IEnumerable<KubernetesObject> Everything => Overlays.SelectMany(o => o.Objects);

    public static Overlay Of(string folder)
    {
        if (!Overlay.CanRender) Assert.Skip(Overlay.Missing);
        return Overlay.Of(folder);
    }
}
