using System.Net;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Tenant;

public sealed class SettingsTests(BakeryServer server)
{
    [Fact]
    public async Task A_setting_is_changed_with_its_version_and_reset_to_its_default()
    {
        var tenant = await server.NewTenant();
        var changed = await tenant.Put("settings/production", new { values = new { auto_accept_plan_changes_percent = "15" } });
        Assert.Equal("15", changed["values"]!["auto_accept_plan_changes_percent"]!.GetValue<string>());
        var reset = await tenant.Post("settings/production/reset");
        Assert.Equal("10", reset["values"]!["auto_accept_plan_changes_percent"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_change_without_or_with_an_old_version_is_refused()
    {
        var tenant = await server.NewTenant();
        var body = new { values = new { percentage = "25" } };
        Assert.Equal(((HttpStatusCode)428, "precondition_required"), await tenant.Fails(HttpMethod.Put, "settings/safety_stock", body));
        await tenant.Put("settings/safety_stock", body);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_conflict"), await tenant.Fails(HttpMethod.Put, "settings/safety_stock", body, "\"0\""));
    }

    [Theory]
    [InlineData("forecasting", "interval", "many")]
    [InlineData("forecasting", "horizon_days", "99")]
    [InlineData("general", "daily_run_time", "25:00")]
    [InlineData("production", "mixer_split", "half")]
    [InlineData("production", "no_such_key", "1")]
    public async Task A_value_that_makes_no_sense_is_refused(string category, string key, string value)
    {
        var tenant = await server.NewTenant();
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await tenant.Fails(HttpMethod.Put, $"settings/{category}", new { values = new Dictionary<string, string> { [key] = value } }, "\"0\""));
    }
}

/// <summary>Numbers that the server makes.</summary>
public sealed class NumberTests(BakeryServer server)
{
    [Fact]
    public async Task Twenty_customers_at_once_get_twenty_codes()
    {
        var tenant = await server.NewTenant();
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => tenant.Post("orders/customers", new { name = $"Customer {i}", kind = "b2b" })));
        Assert.Equal(20, made.Select(c => c["code"]!.GetValue<string>()).Distinct().Count());
    }
}
