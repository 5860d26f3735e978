using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bakery.Kernel.Values;

namespace Bakery.Distributed.Services;

/// <summary>JSON between our own processes: as <see cref="Wire.Lenient"/>, with every decimal as it is, so that no process counts otherwise than one alone.</summary>
internal static class ExactWire
{
    public static readonly JsonSerializerOptions Options = Wire.Configure(new(JsonSerializerDefaults.Web) { Converters = { new ExactDecimal() }, TypeInfoResolver = new DefaultJsonTypeInfoResolver() }, JsonUnmappedMemberHandling.Skip);

    private sealed class ExactDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();
        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }
}
