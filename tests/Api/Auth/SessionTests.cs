using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Npgsql;

namespace Bakery.Tests.Api.Auth;

public sealed partial class SessionTests(BakeryServer server)
{
    private const string Password = "correct-horse-battery";

    [Fact]
    public async Task A_refresh_token_is_used_once_and_using_it_again_ends_the_session_and_warns()
    {
        var bakery = await server.NewTenant();
        var first = await SignIn(bakery);
        var second = await Refreshed(bakery, Token(first));
        var third = await Refreshed(bakery, Token(second));
        Assert.Equal((HttpStatusCode.Unauthorized, "refresh_reused"), await bakery.Fails(HttpMethod.Post, "/api/v1/auth/refresh", new { refresh_token = Token(first) }));
        Assert.Equal((HttpStatusCode.Unauthorized, "refresh_invalid"), await bakery.Fails(HttpMethod.Post, "/api/v1/auth/refresh", new { refresh_token = Token(third) }));
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(third));
        await bakery.Settled();
        await bakery.SignIn();
        var alert = Assert.Single((await bakery.Get("alerts"))["items"]!.AsArray(), a => a!["event_type"].Text() == "auth.refresh_reuse")!;
        Assert.Equal("high", alert["severity"].Text());
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_the_token_nobody_received_is_worth_nothing()
    {
        var bakery = await server.NewTenant();
        var first = await SignIn(bakery);
        var lost = await Refreshed(bakery, Token(first));
        var lostAgain = await Refreshed(bakery, Token(first));
        var arrived = await Refreshed(bakery, Token(first));
        foreach (var gone in new[] { lost, lostAgain })
        {
            Assert.Equal((HttpStatusCode.Unauthorized, "refresh_invalid"), await bakery.Fails(HttpMethod.Post, "/api/v1/auth/refresh", new { refresh_token = Token(gone) }));
        }

        Assert.Equal(HttpStatusCode.OK, await Me(await Refreshed(bakery, Token(arrived))));
    }

    [Fact]
    public async Task Two_uses_of_a_token_at_once_leave_one_session_that_goes_on()
    {
        var bakery = await server.NewTenant();
        var first = await SignIn(bakery);
        var both = await Task.WhenAll(Refreshed(bakery, Token(first)), Refreshed(bakery, Token(first)));
        var works = 0;
        foreach (var tokens in both)
        {
            works += (await bakery.Send(HttpMethod.Post, "/api/v1/auth/refresh", new { refresh_token = Token(tokens) })).IsSuccessStatusCode ? 1 : 0;
        }

        Assert.Equal(1, works);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_once_and_everywhere_ends_all()
    {
        var bakery = await server.NewTenant();
        var (one, two) = (await SignIn(bakery), await SignIn(bakery));
        Assert.Equal(HttpStatusCode.NoContent, (await As(one, HttpMethod.Post, "logout")).StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await Me(one), await Me(two)));
        Assert.Equal((HttpStatusCode.Unauthorized, "refresh_invalid"), await bakery.Fails(HttpMethod.Post, "/api/v1/auth/refresh", new { refresh_token = Token(one) }));
        Assert.Equal(HttpStatusCode.NoContent, (await As(two, HttpMethod.Post, "logout-all")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(two));
    }

    [Fact]
    public async Task A_key_for_programs_becomes_a_token_that_its_revocation_ends()
    {
        var bakery = await server.NewTenant();
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Fails(HttpMethod.Post, "auth/api-keys", new { name = "till", role = "owner" }));
        var made = await bakery.Post("auth/api-keys", new { name = "till", role = "viewer" });
        var token = await bakery.Post("/api/v1/auth/token", new { api_key = made["key"].Text() });
        using var program = server.CreateClient();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token["access_token"].Text());
        var items = $"/api/v1/tenants/{bakery.Id}/inventory/items";
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(items, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.PostAsJsonAsync(items, new { name = "x" }, TestContext.Current.CancellationToken)).StatusCode);
        await bakery.Send(HttpMethod.Delete, $"auth/api-keys/{made["api_key"]!["id"].Text()}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync(items, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, "api_key_invalid"), await bakery.Fails(HttpMethod.Post, "/api/v1/auth/token", new { api_key = made["key"].Text() }));
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_once_with_the_mailed_token_and_ends_every_session()
    {
        var bakery = await server.NewTenant();
        var session = await SignIn(bakery);
        Assert.Equal(HttpStatusCode.Accepted, (await bakery.Send(HttpMethod.Post, "/api/v1/auth/password/forgot", new { email = "nobody@bakery.example" })).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await bakery.Send(HttpMethod.Post, "/api/v1/auth/password/forgot", new { email = bakery.Email })).StatusCode);
        var token = await MailedToken(bakery.Email);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "password_weak"), await bakery.Fails(HttpMethod.Post, "/api/v1/auth/password/reset", new { token, password = "short" }));
        Assert.Equal(HttpStatusCode.NoContent, (await bakery.Send(HttpMethod.Post, "/api/v1/auth/password/reset", new { token, password = "a-new-long-password" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(session));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "reset_token_invalid"), await bakery.Fails(HttpMethod.Post, "/api/v1/auth/password/reset", new { token, password = "another-long-password" }));
        Assert.Equal(HttpStatusCode.OK, (await bakery.Send(HttpMethod.Post, "/api/v1/auth/login", new { email = bakery.Email, password = "a-new-long-password", use_cookie = false })).StatusCode);
    }

    [Fact]
    public async Task The_published_keys_hold_no_private_part_and_name_the_key_of_a_token()
    {
        var bakery = await server.NewTenant();
        var session = await SignIn(bakery);
        var keys = (await bakery.Get("/api/v1/auth/.well-known/jwks.json"))["keys"]!.AsArray();
        Assert.All(keys, key => Assert.Null(key!["d"]));
        var header = session["access_token"].Text().Split('.')[0].Replace('-', '+').Replace('_', '/');
        var kid = JsonNode.Parse(Convert.FromBase64String(header.PadRight(header.Length + (4 - header.Length % 4) % 4, '=')))!["kid"].Text();
        Assert.Contains(keys, key => key!["kid"].Text() == kid);
    }

    private async Task<JsonNode> SignIn(TestTenant bakery) =>
        await TestTenant.Read(await server.CreateClient().PostAsJsonAsync("/api/v1/auth/login", new { email = bakery.Email, password = Password, use_cookie = false }));

    private static async Task<JsonNode> Refreshed(TestTenant bakery, string token) => await bakery.Post("/api/v1/auth/refresh", new { refresh_token = token });

    private static string Token(JsonNode tokens) => tokens["refresh_token"].Text();

    private async Task<HttpStatusCode> Me(JsonNode tokens) => (await As(tokens, HttpMethod.Get, "me")).StatusCode;

    private async Task<HttpResponseMessage> As(JsonNode tokens, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/auth/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens["access_token"].Text());
        return await server.CreateClient().SendAsync(request);
    }

    [GeneratedRegex("""token\\?":\s*\\?"([^"\\]+)""")]
    private static partial Regex MailedTokenPattern();

    private async Task<string> MailedToken(string email)
    {
        await using var connection = new NpgsqlConnection(server.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT envelope FROM auth.outbox WHERE envelope::text LIKE '%password_reset%' AND envelope::text LIKE '%' || $1 || '%'", connection);
        command.Parameters.AddWithValue(email);
        return MailedTokenPattern().Match((string)(await command.ExecuteScalarAsync())!).Groups[1].Value;
    }
}

[Collection(ClockCollection.Name)]
public sealed class LockoutTests(ClockServer server)
{
    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour_even_for_the_right_one()
    {
        var bakery = await server.NewTenant();
        object Login(string password) => new { email = bakery.Email, password, use_cookie = false };
        try
        {
            server.SetClock(BakeryServer.Start.AddHours(6));
            for (var i = 0; i < 5; i++)
            {
                // A key, with which a failed request takes back what it wrote, does not hide the failure.
                var answer = await bakery.Send(HttpMethod.Post, "/api/v1/auth/login", Login("wrong-horse-battery"), key: i % 2 == 0 ? null : Guid.CreateVersion7().ToString());
                Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            }

            var locked = await bakery.Send(HttpMethod.Post, "/api/v1/auth/login", Login("correct-horse-battery"));
            Assert.Equal((HttpStatusCode.TooManyRequests, "900"), (locked.StatusCode, locked.Headers.RetryAfter?.ToString()));
            server.SetClock(BakeryServer.Start.AddHours(6).AddMinutes(15));
            Assert.Equal(HttpStatusCode.OK, (await bakery.Send(HttpMethod.Post, "/api/v1/auth/login", Login("correct-horse-battery"))).StatusCode);
        }
        finally
        {
            server.SetClock(BakeryServer.Start);
        }
    }
}
