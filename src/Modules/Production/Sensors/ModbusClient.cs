using System.Buffers.Binary;
using System.Net.Sockets;

namespace Bakery.Production.Sensors;

/// <summary>A sensor did not answer, or not as its protocol says.</summary>
internal sealed class SensorException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Reads holding registers over Modbus TCP (Modbus Application Protocol 1.1b3, function 3; Modbus Messaging on TCP/IP 1.0b). A connection per
/// reading: controllers keep few of them open. Whatever is not the answer to this very question is refused.
/// </summary>
internal static class ModbusClient
{
    private const byte ReadHoldingRegisters = 3;
    private const int HeaderLength = 7;
    private const int LongestFrame = 260;
    private static int transactions;

    private static readonly Dictionary<byte, string> Exceptions = new()
    {
        [1] = "illegal function", [2] = "illegal data address", [3] = "illegal data value", [4] = "server device failure", [5] = "acknowledge", [6] = "server device busy", [8] = "memory parity error",
        [10] = "gateway path unavailable", [11] = "gateway target failed to respond",
    };

    /// <summary>One value at <paramref name="register"/> (counted from 0). Throws <see cref="SensorException"/> on a time-out, a closed connection, a wrong length or an exception code.</summary>
    public static async Task<decimal> Read(string host, int port, byte unit, int register, RegisterFormat format, TimeSpan patience, CancellationToken ct)
    {
        var count = format is RegisterFormat.Int32 or RegisterFormat.Float32 ? 2 : 1;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(host, port, limit.Token);
            var stream = client.GetStream();
            var transaction = (ushort)Interlocked.Increment(ref transactions);
            await stream.WriteAsync(Question(transaction, unit, register, count), limit.Token);
            return Value(await Answer(stream, transaction, unit, count, limit.Token), format);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SensorException($"{host}:{port} did not answer within {patience.TotalSeconds:0.#} s.");
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            throw new SensorException($"{host}:{port}: {broken.Message}", broken);
        }
    }

    private static byte[] Question(ushort transaction, byte unit, int register, int count)
    {
        var frame = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(frame, transaction);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(4), 6);
        (frame[6], frame[7]) = (unit, ReadHoldingRegisters);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(8), (ushort)register);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(10), (ushort)count);
        return frame;
    }

    private static async Task<byte[]> Answer(NetworkStream stream, ushort transaction, byte unit, int count, CancellationToken ct)
    {
        var header = new byte[HeaderLength];
        await Fill(stream, header, ct);
        var length = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(4));
        if (BinaryPrimitives.ReadUInt16BigEndian(header) != transaction) throw new SensorException("The answer belongs to another question.");
        if (BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) != 0) throw new SensorException("The answer is not Modbus.");
        if (header[6] != unit) throw new SensorException($"Unit {header[6]} answered instead of {unit}.");
        // The length counts the unit, which has been read.
        if (length is < 3 or > LongestFrame - HeaderLength + 1) throw new SensorException($"The answer says it has {length} bytes.");
        var body = new byte[length - 1];
        await Fill(stream, body, ct);
        if (body[0] == (ReadHoldingRegisters | 0x80)) throw new SensorException($"Exception {body[1]}: {Exceptions.GetValueOrDefault(body[1], "unknown")}.");
        if (body[0] != ReadHoldingRegisters) throw new SensorException($"Function {body[0]} answered instead of {ReadHoldingRegisters}.");
        if (body[1] != count * 2 || body.Length != 2 + count * 2) throw new SensorException($"{count * 2} bytes were asked, {body[1]} announced and {body.Length - 2} sent.");
        return body[2..];
    }

    private static async Task Fill(NetworkStream stream, byte[] buffer, CancellationToken ct)
    {
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        if (read < buffer.Length) throw new SensorException($"The connection ended after {read} of {buffer.Length} bytes.");
    }

    // High word first, as the protocol's registers are read.
    private static decimal Value(byte[] data, RegisterFormat format) => format switch
    {
        RegisterFormat.Int16 => BinaryPrimitives.ReadInt16BigEndian(data),
        RegisterFormat.Uint16 => BinaryPrimitives.ReadUInt16BigEndian(data),
        RegisterFormat.Int32 => BinaryPrimitives.ReadInt32BigEndian(data),
        _ => BinaryPrimitives.ReadSingleBigEndian(data) is var value && float.IsFinite(value) && Math.Abs(value) < 1e12f ? (decimal)value : throw new SensorException("The registers hold no number."),
    };
}
