using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Bakery.Production.Sensors;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Production;

[Collection(ClockCollection.Name)]
public sealed class SensorTests(ClockServer server)
{
    private static async Task<(Floor Floor, Guid Machine, Guid Point)> Room(BakeryServer server)
    {
        var floor = new Floor(server, await Goizeko.Open(server, withStock: false));
        var machine = Floor.Id(await floor.Tenant.Post("production/equipment", new { name = "Cámara 2", kind = "retarder", location_id = floor.Bakery["O"], capacity = "800", capacity_unit = "pieces", min_temp = "-5", max_temp = "8" }));
        var point = Floor.Id(await floor.Tenant.Post("inventory/haccp/points", new { name = "Cámara 2", kind = "fridge", location_id = floor.Bakery["O"], min = "0", max = "4", unit = "°C", frequency = "continuous" }));
        return (floor, machine, point);
    }

    private static Task<JsonNode> Connect(Floor floor, Guid machine, object config) => floor.Tenant.Put($"production/equipment/{machine}/iot-config", config, "*");

    /// <summary>spec/day.md §4.5 from a real broker that goes away in between: 8.4 °C for 15 minutes.</summary>
    [Fact]
    public async Task A_temperature_over_MQTT_out_of_range_for_fifteen_minutes_raises_one_urgent_alert_though_the_broker_goes_and_comes_back()
    {
        Tools.Need("/usr/sbin/mosquitto", "apt-get install mosquitto");
        var (floor, machine, point) = await Room(server);
        var port = Tools.FreePort();
        var broker = Tools.Mosquitto(port);
        try
        {
            // What somebody left with the broker before is no reading of today.
            await Tools.Until(() => Tools.Publish(port, "bakery/room2/temperature", "21.0", isRetained: true));
            await Connect(floor, machine, new { adapter = "mqtt", address = $"127.0.0.1:{port}", path = "bakery/room2/temperature", every_seconds = 60, point_id = point });
            await Say(floor, machine, broker: port, minute: 0, "8.4");
            await Say(floor, machine, broker: port, minute: 5, "8.4");
            broker.Kill();
            await broker.WaitForExitAsync();
            server.SetClock(BakeryServer.Start.AddMinutes(9));
            await Tools.Until(async () => (await floor.Tenant.Get($"production/equipment/{machine}/realtime-data"))["error"] is not null);
            broker = Tools.Mosquitto(port);
            await Say(floor, machine, broker: port, minute: 10, "8.4");
            await floor.Tenant.Settled();
            Assert.Empty(await floor.Alerts("inventory.temperature_out_of_range"));
            await Say(floor, machine, broker: port, minute: 15, "8.4");
            await Say(floor, machine, broker: port, minute: 20, "8.4");
            await floor.Tenant.Settled();
            var alert = Assert.Single(await floor.Alerts("inventory.temperature_out_of_range"));
            Assert.Equal(("urgent", 100), (alert["severity"].Text(), alert["priority_score"]!.GetValue<int>()));
            await Say(floor, machine, broker: port, minute: 25, "3.2");
            await floor.Tenant.Settled();
            Assert.Equal("active", (await floor.Tenant.Get($"alerts/{alert["id"]}"))["status"].Text());
            var deviation = (await floor.Tenant.Get("inventory/haccp/deviations"))["items"]!.AsArray().Single()!;
            await floor.Tenant.Post("inventory/haccp/corrective-actions", new { deviation_id = Floor.Id(deviation), cause = "Door ajar", action = "Door closed", product_decision = "kept" });
            await floor.Tenant.Settled();
            Assert.Equal("resolved", (await floor.Tenant.Get($"alerts/{alert["id"]}"))["status"].Text());
            var history = (await floor.Tenant.Get($"production/equipment/{machine}/sensor-history"))["items"]!.AsArray();
            Assert.Equal(["3.2000", "8.4000", "8.4000", "8.4000", "8.4000", "8.4000"], history.Select(r => r!["value"].Text()));
        }
        finally
        {
            server.SetClock(BakeryServer.Start);
            broker.Kill();
        }
    }

    // Says it until it was heard: the subscription comes a moment after the broker. It is said again only after a while, so that nothing said twice is heard in the next minute.
    private async Task Say(Floor floor, Guid machine, int broker, int minute, string value)
    {
        server.SetClock(BakeryServer.Start.AddMinutes(minute));
        await floor.Tenant.SignIn();
        var at = BakeryServer.Start.AddMinutes(minute);
        var looks = 0;
        await Tools.Until(async () =>
        {
            if (looks++ % 30 == 0) await Tools.Publish(broker, "bakery/room2/temperature", value);
            var now = await floor.Tenant.Get($"production/equipment/{machine}/realtime-data");
            return now["at"] is { } read && DateTimeOffset.Parse(read.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture) == at;
        });
    }

    [Fact]
    public async Task A_Modbus_device_that_is_not_ours_is_read_and_its_exceptions_are_shown()
    {
        Tools.Need("/usr/lib/python3/dist-packages/pymodbus/__init__.py", "apt-get install python3-pymodbus python3-serial-asyncio");
        Tools.Need("/usr/lib/python3/dist-packages/serial_asyncio/__init__.py", "apt-get install python3-serial-asyncio");
        var (floor, machine, _) = await Room(server);
        var port = Tools.FreePort();
        using var simulator = await Tools.Pymodbus(port);
        try
        {
            async Task<JsonNode> Read(object config)
            {
                await Connect(floor, machine, config);
                return await floor.Tenant.Post($"production/equipment/{machine}/test-connection");
            }
            object At(int register, string format, string scale, int unit = 1) => new { adapter = "modbus_tcp", address = $"127.0.0.1:{port}", register, format, scale, unit_id = unit, every_seconds = 3600, is_active = false };
            Assert.Equal("84.0000", (await Read(At(10, "int16", "0.1")))["value"].Text());
            Assert.Equal("-18.5000", (await Read(At(11, "int16", "0.1")))["value"].Text());
            Assert.Equal("6535.1000", (await Read(At(11, "uint16", "0.1")))["value"].Text());
            Assert.Equal("8.4000", (await Read(At(12, "float32", "1")))["value"].Text());
            var beyond = await Read(At(5000, "int16", "1"));
            Assert.False(beyond["ok"]!.GetValue<bool>());
            Assert.Contains("illegal data address", beyond["error"].Text());
        }
        finally
        {
            simulator.Kill();
        }
        await simulator.WaitForExitAsync();
        Assert.False((await floor.Tenant.Post($"production/equipment/{machine}/test-connection"))["ok"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_broker_that_asks_for_a_password_gets_it_and_nobody_else_does_and_old_readings_are_forgotten()
    {
        Tools.Need("/usr/sbin/mosquitto", "apt-get install mosquitto");
        var (floor, machine, _) = await Room(server);
        var (port, folder) = (Tools.FreePort(), Directory.CreateTempSubdirectory("bk-mqtt"));
        var (known, settings) = (Path.Combine(folder.FullName, "people"), Path.Combine(folder.FullName, "mosquitto.conf"));
        using (var made = Process.Start("/usr/bin/mosquitto_passwd", ["-c", "-b", known, "oven", "warm-enough"])) await made.WaitForExitAsync();
        await File.WriteAllTextAsync(settings, $"listener {port} 127.0.0.1\nallow_anonymous false\npassword_file {known}\n");
        using (var readable = Process.Start("/bin/chmod", ["-R", "a+rX", folder.FullName])) await readable.WaitForExitAsync();
        using var broker = Process.Start(new ProcessStartInfo("/usr/sbin/mosquitto", ["-c", settings]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        try
        {
            object Config(string? password) => new { adapter = "mqtt", address = $"127.0.0.1:{port}", path = "oven/temperature", every_seconds = 5, user_name = "oven", password };
            Task<JsonNode> Now() => floor.Tenant.Get($"production/equipment/{machine}/realtime-data");
            await Connect(floor, machine, Config("cold"));
            await Tools.Until(async () => (await Now())["error"]?.Text().Contains("NotAuthorized") == true);
            var kept = await Connect(floor, machine, Config("warm-enough"));
            Assert.True(kept["has_password"]!.GetValue<bool>());
            Assert.DoesNotContain("warm-enough", kept.ToJsonString());
            // Changed without a password, it keeps the one it has.
            await Connect(floor, machine, Config(null));
            await Tools.Until(async () =>
            {
                await Tools.Publish(port, "oven/temperature", "218.5", "oven", "warm-enough");
                return (await Now())["value"]?.Text() == "218.5000";
            });
            Assert.DoesNotContain("warm-enough", (await floor.Tenant.Get($"production/equipment/{machine}/iot-config")).ToJsonString());
            // What is older than the setting's two years, the night forgets.
            foreach (var (value, months) in new[] { (1, 25), (2, 23) }) await server.Execute($"INSERT INTO production.sensor_reading (id, tenant_id, equipment_id, value, at) VALUES ('{Guid.CreateVersion7()}', '{floor.Tenant.Id}', '{machine}', {value}, '{BakeryServer.Start.AddMonths(-months):O}')");
            await floor.Night(new ReadingsOutdated());
            Assert.Equal(["2.0000"], (await floor.Tenant.Get($"production/equipment/{machine}/sensor-history?to=2025-11-10T00:00:00Z"))["items"]!.AsArray().Select(r => r!["value"].Text()));
        }
        finally
        {
            broker.Kill();
            folder.Delete(true);
        }
    }

    [Theory]
    [InlineData("http_poll", "ftp://host/value")]
    [InlineData("http_poll", "room 2")]
    [InlineData("modbus_tcp", "host:99999")]
    [InlineData("modbus_tcp", ":502")]
    [InlineData("mqtt", "broker")]
    public async Task An_address_that_is_none_is_refused(string adapter, string address)
    {
        var (floor, machine, _) = await Room(server);
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await floor.Tenant.Fails(HttpMethod.Put, $"production/equipment/{machine}/iot-config", new { adapter, address, path = "a/b" }, "*"));
    }

    [Fact]
    public async Task A_sensor_that_is_asked_over_HTTP_is_kept_as_often_as_it_says_and_a_wrong_answer_is_shown()
    {
        var (floor, machine, point) = await Room(server);
        using var source = new HttpListener();
        var port = Tools.FreePort();
        source.Prefixes.Add($"http://127.0.0.1:{port}/");
        source.Start();
        var body = """{"data":{"sensors":[{"value":"2.8"}]}}""";
        var serving = Serve();
        await Connect(floor, machine, new { adapter = "http_poll", address = $"http://127.0.0.1:{port}/room", path = "data.sensors.0.value", every_seconds = 300, point_id = point });
        await Tools.Until(async () => (await floor.Tenant.Get($"production/equipment/{machine}/realtime-data"))["value"]?.Text() == "2.8000");
        await floor.Tenant.Settled();
        var reading = (await floor.Tenant.Get($"inventory/haccp/readings?point_id={point}"))["items"]!.AsArray().Single()!;
        Assert.Equal(("2.8000", "Cámara 2", true), (reading["value"].Text(), reading["device"].Text(), reading["ok"]!.GetValue<bool>()));
        foreach (var wrong in new[] { "<html>", """{"data":{}}""", """{"data":{"sensors":[{"value":"warm"}]}}""" })
        {
            body = wrong;
            Assert.False((await floor.Tenant.Post($"production/equipment/{machine}/test-connection"))["ok"]!.GetValue<bool>());
        }
        source.Stop();
        await serving;

        async Task Serve()
        {
            while (source.IsListening)
            {
                try
                {
                    var context = await source.GetContextAsync();
                    await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
                    context.Response.Close();
                }
                catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}

/// <summary>Other people's programs that stand for devices.</summary>
internal static class Tools
{
    public static void Need(string file, string command)
    {
        if (!File.Exists(file)) Assert.Skip($"skipped: {command}");
    }

    public static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    public static Process Mosquitto(int port) => Process.Start(new ProcessStartInfo("/usr/sbin/mosquitto", ["-p", $"{port}"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;

    /// <summary>False where no broker is there yet.</summary>
    public static async Task<bool> Publish(int port, string topic, string value, string? user = null, string? password = null, bool isRetained = false)
    {
        try
        {
            using var client = new MQTTnet.MqttClientFactory().CreateMqttClient();
            var options = new MQTTnet.MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port);
            await client.ConnectAsync((user is null ? options : options.WithCredentials(user, password)).Build());
            await client.PublishAsync(new MQTTnet.MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(value).WithRetainFlag(isRetained).WithQualityOfServiceLevel(MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce).Build());
            await client.DisconnectAsync(new MQTTnet.MqttClientDisconnectOptions());
            return true;
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException)
        {
            return false; // it is said again
        }
    }

    /// <summary>Registers 10 = 840, 11 = -185, 12 and 13 = 8.4 as floating point; nothing beyond 20.</summary>
    public static async Task<Process> Pymodbus(int port)
    {
        const string program = """
            import struct, sys
            from pymodbus.server import StartTcpServer
            from pymodbus.datastore import ModbusSequentialDataBlock, ModbusSlaveContext, ModbusServerContext
            values = [0] * 20
            values[10], values[11] = 840, 65536 - 185
            values[12], values[13] = struct.unpack('>HH', struct.pack('>f', 8.4))
            store = ModbusSlaveContext(hr=ModbusSequentialDataBlock(0, values), zero_mode=True)
            StartTcpServer(context=ModbusServerContext(slaves=store, single=True), address=('127.0.0.1', int(sys.argv[1])))
            """;
        var started = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", program, $"{port}"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await Until(async () =>
        {
            Assert.False(started.HasExited, started.HasExited ? await started.StandardError.ReadToEndAsync() : "");
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        });
        return started;
    }

    public static async Task Until(Func<Task<bool>> seen)
    {
        for (var look = 0; look < 600; look++)
        {
            if (await seen()) return;
            await Task.Delay(100);
        }
        Assert.Fail("It was not seen.");
    }
}
