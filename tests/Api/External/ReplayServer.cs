using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bakery.Tests.Api.External;

/// <summary>A local server that replays recorded answers, errors, silence and rubbish, and remembers what it was asked.</summary>
public sealed class ReplayServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private ReplayServer(WebApplication server) => this.server = server;

    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = [];
    public ConcurrentQueue<string> Asked { get; } = [];
    public Uri Address { get; private set; } = null!;

    public static async Task<ReplayServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var replay = new ReplayServer(app);
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(context =>
        {
            replay.Asked.Enqueue($"{context.Request.Path}{context.Request.QueryString}");
            return replay.Answers.TryGetValue(context.Request.Path, out var answer) ? answer(context) : Status(context, 404);
        });
        await app.StartAsync();
        replay.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return replay;
    }

    public int Count(string path) => Asked.Count(a => a.Split('?')[0] == path);

    /// <summary>A body in the Latin encoding that AEMET uses; it is also fine for plain ASCII.</summary>
    public static async Task Text(HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        await context.Response.Body.WriteAsync(Encoding.Latin1.GetBytes(body));
    }

    public static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
