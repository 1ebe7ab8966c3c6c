using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PspLoad.Core.Errors;

namespace PspLoad.Reporting.Runs;

/// <summary>Reads a file of one JSON value a line, line by line.</summary>
internal static class NdjsonFile
{
    /// <summary>Nothing when the file is absent. A last line that was torn when the run was killed is left out.</summary>
    /// <exception cref="OperationFailedException">any other line is damaged; exit code 2</exception>
    public static IEnumerable<T> Read<T>(string file, JsonTypeInfo<T> type)
    {
        if (!File.Exists(file))
            yield break;
        using var reader = new StreamReader(file);
        var number = 0;
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            number++;
            if (line.Length > 0 && Parse(line, type, $"{file}:{number}", isLast: reader.Peek() < 0) is { } value)
                yield return value;
        }
    }

    private static T? Parse<T>(string line, JsonTypeInfo<T> type, string place, bool isLast)
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException) when (isLast && !line.EndsWith('}'))
        {
            return default;
        }
        catch (JsonException damaged)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{place}: {damaged.Path}: {damaged.Message.Split(" Path:")[0]}",
                "the file is damaged; run the scenario again",
                damaged
            );
        }
    }
}
