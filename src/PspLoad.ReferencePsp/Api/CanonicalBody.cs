using System.Buffers;
using System.Text.Json;

namespace PspLoad.ReferencePsp.Api;

/// <summary>
/// The form of a JSON body that two equal requests share: no white space between tokens, one way to escape, and no CVC. Nothing that is derived from a CVC
/// may be kept after the authorisation, encrypted or not (PCI DSS 3.3.1).
/// </summary>
public static class CanonicalBody
{
    /// <param name="json">well-formed, or empty</param>
    /// <param name="output">receives the canonical form; it still has the card's number</param>
    /// <exception cref="JsonException">not well-formed</exception>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        if (json.IsEmpty)
            return;
        using Utf8JsonWriter writer = new(output);
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when reader.ValueTextEquals("cvc"u8):
                    reader.Read();
                    reader.Skip();
                    break;
                case JsonTokenType.PropertyName when reader.ValueIsEscaped:
                    writer.WritePropertyName(reader.GetString()!);
                    break;
                case JsonTokenType.PropertyName:
                    writer.WritePropertyName(reader.ValueSpan);
                    break;
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.String when reader.ValueIsEscaped:
                    writer.WriteStringValue(reader.GetString());
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(reader.ValueSpan);
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
    }
}
