using System.Net;
using System.Net.Sockets;
using Bakery.Production.Sensors;

namespace Bakery.Tests.Unit.Production;

/// <summary>A device that answers what the test says, byte by byte, to see what the client makes of it.</summary>
public sealed class ModbusClientTests
{
    private static async Task<decimal> Read(Func<byte[], byte[]?> answer, RegisterFormat format = RegisterFormat.Int16, double patience = 2)
    {
        using var device = new TcpListener(IPAddress.Loopback, 0);
        device.Start();
        var served = Serve();
        try
        {
            return await ModbusClient.Read("127.0.0.1", ((IPEndPoint)device.LocalEndpoint).Port, 1, 7, format, TimeSpan.FromSeconds(patience), default);
        }
        finally
        {
            device.Stop();
            await served;
        }

        async Task Serve()
        {
            using var client = await device.AcceptTcpClientAsync();
            var question = new byte[12];
            await client.GetStream().ReadExactlyAsync(question);
            if (answer(question) is { } bytes) await client.GetStream().WriteAsync(bytes);
            // Nothing more: the other side gives up by itself.
            else await client.GetStream().CopyToAsync(Stream.Null);
        }
    }

    private static byte[] Frame(byte[] question, int length, params byte[] body) => [question[0], question[1], 0, 0, (byte)(length >> 8), (byte)length, 1, .. body];

    [Fact]
    public async Task The_question_names_register_and_count_and_the_answer_is_the_value()
    {
        byte[]? asked = null;
        var value = await Read(q =>
        {
            asked = q;
            return Frame(q, 7, 3, 4, 0x41, 0x06, 0x66, 0x66);
        }, RegisterFormat.Float32);
        Assert.Equal(8.4m, decimal.Round(value, 4));
        Assert.Equal([0, 0, 0, 6, 1, 3, 0, 7, 0, 2], asked![2..]);
    }

    public static TheoryData<string, byte[]> WrongAnswers => new()
    {
        { "asked", [0, 0, 0, 4, 1, 3, 1, 0] }, { "asked", [0, 0, 0, 7, 1, 3, 4, 0, 0, 0, 0] }, { "says it has", [0, 0, 0, 1, 1] }, { "says it has", [0, 0, 9, 9, 1, 3, 2, 0, 0] }, { "ended after", [0, 0, 0, 5, 1, 3] }, { "ended after", [0, 0] },
        { "not Modbus", [0, 9, 0, 5, 1, 3, 2, 0, 1] }, { "Unit 2", [0, 0, 0, 5, 2, 3, 2, 0, 1] }, { "Function 4", [0, 0, 0, 5, 1, 4, 2, 0, 1] }, { "Exception 2: illegal data address", [0, 0, 0, 3, 1, 0x83, 2] }, { "Exception 77: unknown", [0, 0, 0, 3, 1, 0x83, 77] },
    };

    [Theory, MemberData(nameof(WrongAnswers))]
    public async Task A_wrong_length_a_strange_frame_or_an_exception_code_is_no_value(string said, byte[] afterTransaction)
    {
        var problem = await Assert.ThrowsAsync<SensorException>(() => Read(q => [q[0], q[1], .. afterTransaction]));
        Assert.Contains(said, problem.Message);
    }

    [Fact]
    public async Task The_answer_to_another_question_is_refused() =>
        Assert.Contains("another question", (await Assert.ThrowsAsync<SensorException>(() => Read(q => [(byte)(q[0] + 1), q[1], 0, 0, 0, 5, 1, 3, 2, 0, 1]))).Message);

    [Fact]
    public async Task A_device_that_says_nothing_is_given_up() =>
        Assert.Contains("did not answer", (await Assert.ThrowsAsync<SensorException>(() => Read(_ => null, patience: 0.3))).Message);

    [Fact]
    public async Task No_device_is_said_so() =>
        await Assert.ThrowsAsync<SensorException>(() => ModbusClient.Read("127.0.0.1", 1, 1, 0, RegisterFormat.Int16, TimeSpan.FromSeconds(1), default));

    [Theory]
    [InlineData("8.4", "", "8.4")]
    [InlineData(" -3.25\n", "", "-3.25")]
    [InlineData("{\"a\":[1,{\"b\":\"2.5\"}]}", "a.1.b", "2.5")]
    [InlineData("1e2", "", "100")]
    public void A_message_is_read_as_a_number(string text, string path, string value) => Assert.Equal(decimal.Parse(value), SensorReader.Parse(text, path));

    [Theory]
    [InlineData("warm", "")]
    [InlineData("NaN", "")]
    [InlineData("9999999999999", "")]
    [InlineData("{\"a\":1}", "b")]
    [InlineData("[1]", "1")]
    [InlineData("{", "a")]
    public void What_is_no_number_is_refused(string text, string path) => Assert.Throws<SensorException>(() => SensorReader.Parse(text, path));
}
