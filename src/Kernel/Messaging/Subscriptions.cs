using System.Linq.Expressions;
using System.Reflection;
using Bakery.Kernel.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Kernel.Messaging;

/// <summary>One subscriber of one message type: its own inbox rows, transaction and retries.</summary>
/// <param name="Name">E.g. <c>inventory.OnBatchCompleted</c>.</param>
/// <param name="Module">Module that handles it.</param>
/// <param name="Message">Payload type; null for a subscriber of every message.</param>
/// <param name="Database">Database context of the module.</param>
/// <param name="IgnoresStale">Drops a message whose subject version is not newer than the last one seen.</param>
internal sealed record Subscription(string Name, string Module, string Wire, Type Message, Type Database, bool IgnoresStale, Invocation Handler);

/// <summary>
/// A static handler method whose parameters come from the message, the context, the cancellation token or the scope's services.
/// </summary>
internal sealed class Invocation
{
    // Compiled at the first call: a process knows the handlers of all modules and calls those of its own.
    private readonly Lazy<Func<IServiceProvider, object?, MessageContext?, CancellationToken, Task>> call;

    public Invocation(Delegate handler, Type? payload)
    {
        var method = handler.Method;
        if (!typeof(Task).IsAssignableFrom(method.ReturnType)) throw new InvalidOperationException($"{method.DeclaringType}.{method.Name} must return a task.");
        Owner = method.DeclaringType!;
        call = new(() => Compile(handler, payload));
    }

    private static Func<IServiceProvider, object?, MessageContext?, CancellationToken, Task> Compile(Delegate handler, Type? payload)
    {
        var services = Expression.Parameter(typeof(IServiceProvider));
        var message = Expression.Parameter(typeof(object));
        var context = Expression.Parameter(typeof(MessageContext));
        var token = Expression.Parameter(typeof(CancellationToken));
        var resolve = typeof(ServiceProviderServiceExtensions).GetMethod(nameof(ServiceProviderServiceExtensions.GetRequiredService), [typeof(IServiceProvider), typeof(Type)])!;
        var arguments = handler.Method.GetParameters().Select(p => p.ParameterType switch
        {
            var t when payload is not null && t == payload => (Expression)Expression.Convert(message, t),
            var t when t == typeof(MessageContext) => context,
            var t when t == typeof(CancellationToken) => token,
            var t when t == typeof(IServiceProvider) => services,
            var t => Expression.Convert(Expression.Call(resolve, services, Expression.Constant(t)), t),
        });
        return Expression.Lambda<Func<IServiceProvider, object?, MessageContext?, CancellationToken, Task>>(
            Expression.Convert(Expression.Invoke(Expression.Constant(handler), arguments), typeof(Task)), services, message, context, token).Compile();
    }

    /// <summary>The slice that holds the handler.</summary>
    public Type Owner { get; }

    public Task Call(IServiceProvider services, object? message, MessageContext? context, CancellationToken ct) => call.Value(services, message, context, ct);
}
