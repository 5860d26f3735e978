using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Bakery.Tests.Api.Long;

/// <summary>A real SMTP server that keeps the Message-IDs it took and may call back before it says yes.</summary>
public sealed partial class MailSink : MessageStore, IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public MailSink()
    {
        Port = BakeryProcess.FreePort();
        var services = new ServiceProvider();
        services.Add(this);
        running = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("sink").Port(Port).Build(), services).StartAsync(stop.Token);
    }

    public int Port { get; }
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>Called once, after a mail was taken and before the answer.</summary>
    public Action? OnNext { get; set; }

    public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        Taken.Enqueue(Id().Match(Encoding.UTF8.GetString(buffer.ToArray())).Groups[1].Value);
        var act = OnNext;
        OnNext = null;
        act?.Invoke();
        return Task.FromResult(SmtpResponse.Ok);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try { await running; }
        catch (OperationCanceledException) { }
    }

    [GeneratedRegex(@"Message-I[dD]:\s*<([^>]+)>")]
    private static partial Regex Id();
}
