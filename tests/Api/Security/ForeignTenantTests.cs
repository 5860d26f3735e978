using System.Net;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Security;

/// <summary>Generated over every operation of the API document: another tenant's data can be neither read nor written.</summary>
public sealed class ForeignTenantTests(BakeryServer server)
{
    [Fact]
    public async Task No_operation_reads_or_writes_another_tenants_data()
    {
        var victim = await ApiSurface.Filled(server);
        var stranger = await server.NewTenant("Stranger");
        var operations = await ApiSurface.Operations(stranger.Http);
        var ids = await ApiSurface.Ids(victim, operations);
        Assert.True(ids.Count > 15, $"Only {ids.Count} lists show an id.");
        await server.Settled();
        var before = await ApiSurface.Rows(server.OwnerConnection, victim.Id);
        var problems = new List<string>();
        var covered = 0;
        foreach (var operation in operations.Where(o => o.IsTenant))
        {
            covered++;
            // The victim's tenant in the path, the stranger's token.
            var direct = await Send(stranger, operation, ApiSurface.Fill(operation, victim.Id, ids));
            if (direct.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden)) problems.Add($"{operation.Id} with the victim's tenant: {(int)direct.StatusCode}");
            // The stranger's tenant in the path, the victim's ids in path and body.
            var path = ApiSurface.Fill(operation, stranger.Id, ids);
            var body = operation.Body?.ToJsonString();
            if (body is not null) foreach (var id in ids.Values.Take(1)) body = body.Replace("01930d5c-7a10-7c4e-9a35-2f6f1c0a9b11", id.ToString());
            var cross = await Send(stranger, operation, path, body);
            var text = await cross.Content.ReadAsStringAsync();
            var own = operation.Path["/api/v1/tenants/{tenant_id}".Length..];
            if (own.Contains("{id}") || own.Contains("_id}"))
                if (cross.IsSuccessStatusCode && operation.Method != HttpMethod.Put) problems.Add($"{operation.Id} with the victim's id: {(int)cross.StatusCode}");
            if ((int)cross.StatusCode >= 500) problems.Add($"{operation.Id}: {(int)cross.StatusCode} {text}");
            if (!operation.Writes && text.Contains(victim.Id.ToString())) problems.Add($"{operation.Id} shows the victim's tenant");
        }
        await server.Settled();
        var after = await ApiSurface.Rows(server.OwnerConnection, victim.Id);
        problems.AddRange(before.Where(t => after[t.Key] != t.Value).Select(t => $"rows of {t.Key} changed from {t.Value} to {after[t.Key]}"));
        Assert.True(problems.Count == 0, string.Join("\n", problems));
        Assert.True(covered > 150, $"Only {covered} operations were covered.");
    }

    [Fact]
    public async Task No_operation_of_a_tenant_answers_without_a_token()
    {
        var tenant = await server.NewTenant();
        using var nobody = server.CreateClient();
        foreach (var operation in (await ApiSurface.Operations(nobody)).Where(o => o.Access != "anonymous"))
        {
            var request = new HttpRequestMessage(operation.Method, ApiSurface.Fill(operation, tenant.Id, new Dictionary<string, Guid>()));
            if (operation.Writes) request.Content = ApiSurface.Content(operation);
            var answer = await nobody.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{operation.Id}: {(int)answer.StatusCode}");
        }
    }

    private static async Task<HttpResponseMessage> Send(TestTenant who, Operation operation, string path, string? body = null)
    {
        var request = new HttpRequestMessage(operation.Method, path);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (operation.Writes) request.Content = ApiSurface.Content(operation, body);
        return await who.Http.SendAsync(request);
    }
}
