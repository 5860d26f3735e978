using Bakery.Manifests;

return args switch
{
    ["write"] => Write(),
    ["sizing", ..] => SizingPage.Print(Console.Out, args.Contains("--check")),
    _ => Usage(),
};

static int Write()
{
    foreach (var (path, content) in Checkout.Generated())
    {
        File.WriteAllText(Checkout.At(path), content);
        Console.WriteLine($"{path} is written.");
    }
    if (!Overlay.CanRender) Console.WriteLine(Overlay.Missing);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("manifests write | sizing [--check]");
    return 2;
}
