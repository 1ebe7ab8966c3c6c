using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using PspLoad.ReferencePsp.Cards;

namespace PspLoad.ReferencePsp.Observability;

/// <summary>Writes one JSON object per line. Masks everything that looks like a card number, whatever its source.</summary>
public sealed class RedactedJsonFormatter(TimeProvider time, NodeIdentity node) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "redacted-json";
    private const long ShortestCardNumber = 1_000_000_000_000;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime);
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("node", node.Instance);
            json.WriteString("logger", logEntry.Category);
            json.WriteString("message", CardNumberMask.Mask(logEntry.Formatter(logEntry.State, logEntry.Exception)));
            if (logEntry.State is IReadOnlyList<KeyValuePair<string, object?>> fields)
                WriteFields(json, fields);
            if (logEntry.Exception is { } exception)
                json.WriteString("exception", CardNumberMask.Mask(exception.ToString()));
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        foreach ((var name, var value) in fields)
        {
            if (name is "{OriginalFormat}")
                continue;
            var key = JsonNamingPolicy.CamelCase.ConvertName(name);
            switch (value)
            {
                case int number:
                    json.WriteNumber(key, number);
                    break;
                case long number when Math.Abs(number) < ShortestCardNumber:
                    json.WriteNumber(key, number);
                    break;
                case double number:
                    json.WriteNumber(key, number);
                    break;
                default:
                    json.WriteString(key, CardNumberMask.Mask(value?.ToString() ?? ""));
                    break;
            }
        }
    }

    private static string Level(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warning",
            LogLevel.Error => "error",
            _ => "critical",
        };
}
