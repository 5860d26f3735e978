using Bakery.Auth.Floor;
using Bakery.Auth.Keys;
using Bakery.Auth.Sessions;
using Bakery.Auth.Users;
using Bakery.Contracts.Auth;
using Bakery.Contracts.DemoSession;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Auth;

/// <summary>Identity, sessions, tokens and keys.</summary>
public sealed class AuthModule : IModule
{
    public string Name => "auth";

    public void Configure(ModuleBuilder module)
    {
        module.Store<AuthDb>();
        module.Services.AddSingleton<KeyRing>();
        module.Services.AddScoped<TokenIssuer>();

        module.PlatformRoutes("auth", r =>
        {
            r.Post("register", Register.Handle, "Creates an account and signs it in").ForAnyone().LimitedAsSignIn().Problems(409, "duplicate").Problems(422, "password_weak", "terms_not_accepted");
            r.Post("login", Login.Handle, "Signs in with e-mail and password").ForAnyone().LimitedAsSignIn().Problems(401, "credentials_wrong").Problems(429, "account_locked");
            r.Post("refresh", Refresh.Handle, "Changes a refresh token for new tokens").ForAnyone().LimitedAsSignIn().Problems(401, "refresh_invalid", "refresh_reused")
                .Repeats("a refresh token is used once; using it again ends the session, unless its answer was lost less than ten seconds ago");
            r.Post("logout", Logout.Handle, "Ends this session").ForSignedIn();
            r.Post("logout-all", Logout.Everywhere, "Ends every session of the signed-in user").ForSignedIn();
            r.Post("password/forgot", ForgotPassword.Handle, "Mails a link that sets a new password").ForAnyone().LimitedAsSignIn();
            r.Post("password/reset", ResetPassword.Handle, "Sets a new password with a mailed token").ForAnyone().LimitedAsSignIn().Problems(422, "password_weak", "reset_token_invalid");
            r.Post("password/change", ChangePassword.Handle, "Changes the password and ends the other sessions").ForSignedIn().Problems(401, "credentials_wrong").Problems(422, "password_weak");
            r.Post("token", ExchangeApiKey.Handle, "Changes an API key for a short access token").ForAnyone().LimitedAsSignIn().Problems(401, "api_key_invalid");
            r.Get("me", Me.Handle, "Shows the signed-in user").ForSignedIn();
            r.Patch("me", ChangeMe.Handle, "Changes name and language of the signed-in user").ForSignedIn().Versioned();
            r.Get("me/preferences", Preferences.Read, "Shows saved views and choices of the signed-in user").ForSignedIn();
            r.Put("me/preferences", Preferences.Write, "Saves views and choices of the signed-in user").ForSignedIn();
            r.Get("me/sessions", ListSessions.Handle, "Lists the sessions of the signed-in user").ForSignedIn();
            r.Delete("me/sessions/{id:guid}", EndSession.Handle, "Ends one session of the signed-in user").ForSignedIn().Problems(404, "not_found");
            r.Post("stream-ticket", StreamTicket.Handle, "Gives a single-use ticket for the live stream").ForSignedIn().Repeats("every ticket is another one");
            r.Post("floor/pair", OpenFloor.Pair, "Pairs a tablet by a code that works once").ForAnyone().LimitedAsSignIn().Problems(422, "pairing_code_invalid");
            r.Post("floor/session", OpenFloor.Handle, "Gives a paired tablet the short token of the floor").ForAnyone().Problems(401, "device_unknown").Repeats("every answer is another token");
            r.Post("floor/shifts", KeepShift.Begin, "Begins a shift at a paired tablet with a PIN").ForAnyone().LimitedAsSignIn().Problems(401, "device_unknown").Problems(404, "not_found").Problems(422, "pin_wrong").Problems(429, "pin_locked");
            r.Post("floor/shifts/end", KeepShift.End, "Ends a person's shift at a paired tablet").ForAnyone().Problems(401, "device_unknown");
            r.Get(".well-known/jwks.json", Jwks.Handle, "Public keys that verify access tokens").ForAnyone();
        });
        module.TenantRoutes(r =>
        {
            r.Get("api-keys", ListApiKeys.Handle, "Lists API keys").Permit(Role.Admin, "api-keys.read");
            r.Post("api-keys", CreateApiKey.Handle, "Makes an API key; it is shown once").Permit(Role.Admin, "api-keys.write");
            r.Delete("api-keys/{id:guid}", RevokeApiKey.Handle, "Revokes an API key").Permit(Role.Admin, "api-keys.write");
            r.Get("floor-devices", KeepDevices.Handle, "Lists the tablets of the floor").Permit(Role.Admin, "floor.read");
            r.Post("floor-devices", KeepDevices.Add, "Adds a tablet; its code is shown once").Permit(Role.Admin, "floor.write");
            r.Post("floor-devices/{id:guid}/code", KeepDevices.Code, "Makes a new code for a tablet").Permit(Role.Admin, "floor.write");
            r.Delete("floor-devices/{id:guid}", KeepDevices.Revoke, "Revokes a tablet").Permit(Role.Admin, "floor.write");
            r.Get("floor-workers", KeepWorkers.Handle, "Lists the people of the floor").Permit(Role.Admin, "floor.read");
            r.Post("floor-workers", KeepWorkers.Add, "Adds a person with a PIN").Permit(Role.Admin, "floor.write").Problems(409, "duplicate").Problems(422, "pin_weak");
            r.Get("floor-workers/{id:guid}", KeepWorkers.One, "Shows a person of the floor").Permit(Role.Admin, "floor.read");
            r.Put("floor-workers/{id:guid}", KeepWorkers.Change, "Changes a person of the floor, or the PIN").Permit(Role.Admin, "floor.write").Versioned().Problems(409, "duplicate").Problems(422, "pin_weak");
        });
        module.InternalRoutes("auth", r =>
        {
            r.Post("demo-users", CreateDemoUser.Handle, "Makes the visitor of a demo session and signs it in");
            r.Post("service-token", IssueServiceToken.Handle, "Gives a service its token for a pre-shared secret").ForAnyone().Problems(401, "credentials_wrong");
        });

        module.On<DemoSessionExpired>(OnDemoSessionExpired.Handle);
        module.Cron("drop-old-tokens", "41 2 * * *", DropOldTokens.Handle);

        module.Answer<SigningKeys, IReadOnlyList<PublicKey>>(Jwks.Answer);
        module.Answer<FloorPeople, IReadOnlyList<FloorPerson>>(AnswerFloorPeople.Handle);
        module.Answer<UsersByIds, IReadOnlyList<UserName>>(AnswerUsers.Handle);
    }
}
