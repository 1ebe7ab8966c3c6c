namespace PspLoad.ReferencePsp.Configuration;

/// <summary>Environment variables, then the lines NAME=value of CONFIG_FILE. Collects all problems instead of stopping at the first.</summary>
public sealed class SettingsSource
{
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly Dictionary<string, string> _file = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    public SettingsSource(IReadOnlyDictionary<string, string> environment)
    {
        this._environment = environment;
        if (environment.GetValueOrDefault("CONFIG_FILE") is { Length: > 0 } path)
            ReadConfigFile(path);
    }

    public IReadOnlyList<string> Problems => _problems;

    public void Add(string problem) => _problems.Add(problem);

    /// <summary>Null when the variable is not set.</summary>
    public string? Text(string name) => _environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : _file.GetValueOrDefault(name);

    public string Required(string name, string example)
    {
        if (Text(name) is { } value)
            return value;
        Add($"{name}: is missing; for example {name}={example}");
        return "";
    }

    public int Number(string name, int standard, int min, int max)
    {
        if (Text(name) is not { } text)
            return standard;
        if (int.TryParse(text, out var value) && value >= min && value <= max)
            return value;
        Add($"{name}: '{text}' must be a whole number from {min} to {max}");
        return standard;
    }

    public T OneOf<T>(string name, T standard)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return standard;
        if (Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]))
            return value;
        Add($"{name}: '{text}' must be one of {string.Join(", ", Enum.GetNames<T>().Select(choice => choice.ToLowerInvariant()))}");
        return standard;
    }

    /// <summary>The content of the file that a variable names, without the final line end; null when the variable is not set.</summary>
    public string? SecretFile(string name) => Text(name) is { } path ? ReadFile(name, path)?.TrimEnd('\r', '\n') : null;

    public string RequiredSecretFile(string name, string example)
    {
        var path = Required(name, example);
        if (path.Length == 0)
            return "";
        var secret = ReadFile(name, path)?.TrimEnd('\r', '\n') ?? " ";
        if (secret.Length == 0)
            Add($"{name}: {path} is empty");
        return secret;
    }

    public string? ReadFile(string name, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Add($"{name}: {path} cannot be read: {exception.Message}");
            return null;
        }
    }

    private void ReadConfigFile(string path)
    {
        var lines = ReadFile("CONFIG_FILE", path)?.Split('\n') ?? [];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                _file[line[..equals].Trim()] = line[(equals + 1)..].Trim();
            else
                Add($"CONFIG_FILE: {path} line {i + 1}: must be NAME=value");
        }
    }
}
