using System.Globalization;
using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Kernel.Values;

namespace Bakery.Production.Sheets;

/// <summary>For whom, when and on what a sheet is printed; its QR code tells what has changed since.</summary>
/// <param name="Size">a4 or a5.</param>
internal sealed record Paper(TenantProfileAnswer Profile, DateTimeOffset At, string Size, string? PublicUrl)
{
    public SheetWords Words => SheetWords.Of(Profile.Language);

    public PaperFormat Format => PaperFormat.Of(Profile.Language);

    public string Stamp(int planVersion) => $"{Profile.Name}   {Words.Version} {planVersion}   {Words.Printed} {Format.Moment(BusinessTime.Local(At, Profile.TimeZone))}";

    public string ChangesLink(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{PublicUrl}/app/operations/production/changes?date={date:yyyy-MM-dd}&since={At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
}
