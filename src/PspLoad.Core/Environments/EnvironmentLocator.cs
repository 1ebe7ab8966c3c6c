using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;

namespace PspLoad.Core.Environments;

/// <summary>Finds the file that <c>-e</c> names: <c>quick</c> is <c>environments/quick.yaml</c>; anything else is a path.</summary>
/// <param name="directory">the folder of environments, as it shall be printed</param>
public sealed class EnvironmentLocator(string directory)
{
    private const string Extension = ".yaml";

    /// <summary>The names that <c>-e</c> takes, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <param name="nameOrPath">what the user gave to <c>-e</c></param>
    /// <returns>path of a file that exists</returns>
    /// <exception cref="OperationFailedException">there is none; the remedy lists those that there are</exception>
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
            $"there is no environment {ConfigurationError.Quote(nameOrPath)}: {(isName ? $"neither {named} nor a file of that name exists" : "no such file")}",
            Remedy(nameOrPath));
    }

    private string Remedy(string nameOrPath)
    {
        var names = Names;
        if (names.Count == 0)
            return $"give the path of an environment file: there is none in {directory}";

        var list = $"there are: {string.Join(", ", names)}";
        var written = nameOrPath.EndsWith(Extension, StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(nameOrPath) : nameOrPath;
        return NearestName.Of(written, names) is { } nearest ? $"did you mean '{nearest}'? {list}" : list;
    }
}
