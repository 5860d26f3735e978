using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Bakery.DemoData;
using Bakery.Kernel.Values;

namespace Bakery.Host.Verbs;

/// <summary>
/// Loads the demo bakery into a running server over its own interface: <c>bakery seed --url URL --logins FILE</c>. Passwords are random and
/// written to the file only.
/// </summary>
internal static partial class Seed
{
    private const int DaysOfSales = 365;
    private const int SalesSeed = 20261110;

    public static async Task<int> Run(string[] args, CancellationToken ct)
    {
        string Option(string name) => args.SkipWhile(a => a != name).Skip(1).FirstOrDefault() ?? throw new ArgumentException($"seed needs {name}");
        var (url, logins) = (Option("--url"), Option("--logins"));
        using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(5) };
        var api = new BakeryApi(http);
        var (owner, lines) = (Password(), new List<string>());
        await Register(api, "Dueña de la panadería", "duena@goizeko.example", owner);
        api.Tenant = (await api.Post("/api/v1/tenants", new { Scenarios.Demo.Name, language = "es", tax_territory = "bizkaia", business_model = "mixed", Scenarios.Demo.City }))["id"]!.GetValue<Guid>();
        await SignIn(api, "duena@goizeko.example", owner);
        lines.Add(Line("duena@goizeko.example", owner, "owner: sees and decides everything"));

        var loader = new DemoLoader(api, Scenarios.Demo, BusinessTime.Today(TimeProvider.System.GetUtcNow(), "Europe/Madrid"), text => Console.WriteLine($"  … {text}"));
        await loader.Load(DaysOfSales, SalesSeed);
        lines.Add(await Invite(api, owner, "obrador@goizeko.example", "Obrador", "member", "baker: plan, batches, stock"));
        lines.Add(await Invite(api, owner, "tienda@goizeko.example", "Tienda", "viewer", "shop: looks, decides nothing"));
        await loader.FirstRun();
        await loader.Today();
        lines.Insert(0, "Demo logins (random, only in this file):");
        await File.WriteAllLinesAsync(logins, lines, ct);
        return 0;
    }

    private static async Task Register(BakeryApi api, string name, string email, string password) =>
        api.Use((await api.Post("/api/v1/auth/register", new { name, email, password, language = "es", accepted_terms = "1", use_cookie = false }))["access_token"]!.GetValue<string>());

    private static async Task SignIn(BakeryApi api, string email, string password) =>
        api.Use((await api.Post("/api/v1/auth/login", new { email, password, use_cookie = false }))["access_token"]!.GetValue<string>());

    /// <summary>Invites as a person would; the token is read from the message in the outbox.</summary>
    private static async Task<string> Invite(BakeryApi api, string ownerPassword, string email, string name, string role, string what)
    {
        await api.Post("invitations", new { email, role });
        string? token = null;
        for (var i = 0; i < 100 && token is null; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            var found = (await api.Get($"notification/messages?q={Uri.EscapeDataString(email)}"))["items"]!.AsArray().FirstOrDefault();
            if (found is not null) token = Token().Match((await api.Get($"notification/messages/{found["id"]}"))["text"]!.GetValue<string>()).Groups[1].Value;
        }
        var password = Password();
        await Register(api, name, email, password);
        await api.Post($"/api/v1/tenants/invitations/{token}/accept");
        await SignIn(api, "duena@goizeko.example", ownerPassword);
        return Line(email, password, what);
    }

    private static string Line(string email, string password, string what) => $"  {email,-26} {password}   {what}";

    // Four groups that can be read aloud, without letters that look alike.
    private static string Password() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghkmnpqrstuvwxyz23456789", 4)));

    [GeneratedRegex(@"/invite/([A-Za-z0-9_-]+)")]
    private static partial Regex Token();
}
