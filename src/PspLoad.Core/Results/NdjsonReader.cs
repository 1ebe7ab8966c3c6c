using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PspLoad.Core.Errors;

namespace PspLoad.Core.Results;

/// <summary>Reads a file with one JSON value per line.</summary>
public static class NdjsonReader
{
    /// <summary>Reads lazily, one line in memory. Skips empty lines, and a last line that was cut off when the run was killed or the power failed.</summary>
    /// <param name="file">path; an absent file has no values</param>
    /// <param name="type">how a line is read</param>
    /// <param name="findings">receives a finding if the last line was cut off, once it is reached</param>
    /// <exception cref="OperationFailedException">another line is damaged; exit code 2</exception>
    public static IEnumerable<T> Read<T>(string file, JsonTypeInfo<T> type, ICollection<FindingPart> findings)
    {
        if (!File.Exists(file))
            yield break;
        using var reader = new StreamReader(file);
        var number = 0;
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            number++;
            if (line.Length == 0)
                continue;
            if (Parse(line, type, $"{file}:{number}", isLast: reader.Peek() < 0) is { } value)
                yield return value;
            else
                findings.Add(CutOff(file));
        }
    }

    private static FindingPart CutOff(string file) =>
        new(
            FindingId.CutOff,
            Severity.Warning,
            $"the last line of {Path.GetFileName(file)} was cut off, as a power failure does; what it recorded is missing in this report"
        );

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
