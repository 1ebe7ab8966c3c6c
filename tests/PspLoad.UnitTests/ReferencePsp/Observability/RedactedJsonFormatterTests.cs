using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PspLoad.ReferencePsp.Observability;

namespace PspLoad.UnitTests.ReferencePsp.Observability;

/// <summary>Card numbers in log calls must not reach the log.</summary>
public sealed class RedactedJsonFormatterTests
{
    private const string Pan = "4242424242424242";

    [Fact]
    public void No_number_from_the_message() => Clean(Write($"card {Pan}", []));

    [Fact]
    public void No_number_from_a_text_field() => Clean(Write("card", [new("number", Pan)]));

    [Fact]
    public void No_number_from_a_numeric_field()
    {
        Clean(Write("card", [new("number", 4242424242424242L)]));
        Clean(Write("card", [new("number", 4242424242424242UL)]));
        Clean(Write("card", [new("number", 4242424242424242m)]));
    }

    [Fact]
    public void No_number_from_an_exception() => Clean(Write("failed", [], new InvalidOperationException($"no {Pan}", new FormatException($"\"{Pan}\""))));

    [Fact]
    public void Other_fields_are_kept()
    {
        var line = JsonElement.Parse(Write("paid", [new("amount", 1999L), new("currency", "EUR")]));
        Assert.Equal((1999, "EUR"), (line.GetProperty("amount").GetInt64(), line.GetProperty("currency").GetString()));
    }

    private static void Clean(string line)
    {
        JsonElement.Parse(line);
        Assert.DoesNotContain("42424242", line);
    }

    private static string Write(string message, List<KeyValuePair<string, object?>> fields, Exception? exception = null)
    {
        using var output = new StringWriter();
        var entry = new LogEntry<List<KeyValuePair<string, object?>>>(LogLevel.Information, "test", default, fields, exception, (_, _) => message);
        new RedactedJsonFormatter(new FakeTimeProvider(), NodeIdentity.Create("app1")).Write(entry, null, output);
        return output.ToString();
    }
}
