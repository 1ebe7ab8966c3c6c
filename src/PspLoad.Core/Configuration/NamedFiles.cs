using PspLoad.Core.Errors;

namespace PspLoad.Core.Configuration;

/// <summary>Finds the file for a short name: <c>quick</c> means <c>environments/quick.yaml</c>; anything else is a path.</summary>
/// <param name="directory">the folder, as shown in messages</param>
/// <param name="noun">kind of file, for messages: <c>environment</c></param>
public sealed class NamedFiles(string directory, string noun)
{
    private const string Extension = ".yaml";

    /// <summary>All existing names, in alphabetical order.</summary>
    public IReadOnlyList<string> Names =>
        Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
            : [];

    /// <param name="nameOrPath">as the user gave it</param>
    /// <returns>path of an existing file</returns>
    /// <exception cref="OperationFailedException">there is no such file; the remedy lists the existing ones</exception>
    public string Locate(string nameOrPath)
    {
        var isName = nameOrPath.Length > 0 && nameOrPath.IndexOfAny(['/', '\\']) < 0;
        var named = Path.Join(directory, nameOrPath + Extension);
        if (isName && File.Exists(named))
            return named;

        if (File.Exists(nameOrPath))
            return nameOrPath;

        throw new OperationFailedException(
            ExitCode.InvalidUsage,
            $"there is no {noun} {ConfigurationError.Quote(nameOrPath)}: {(isName ? $"neither {named} nor a file of that name exists" : "no such file")}",
            Remedy(nameOrPath)
        );
    }

    private string Remedy(string nameOrPath)
    {
        var names = Names;
        if (names.Count == 0)
            return $"give the path of {(noun[0] is 'e' ? "an" : "a")} {noun} file: there is none in {directory}";

        var list = $"there are: {string.Join(", ", names)}";
        var written = nameOrPath.EndsWith(Extension, StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(nameOrPath) : nameOrPath;
        return NearestName.Of(written, names) is { } nearest ? $"did you mean '{nearest}'? {list}" : list;
    }
}
