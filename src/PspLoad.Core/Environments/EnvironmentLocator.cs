using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;

namespace PspLoad.Core.Environments;

/// <summary>Finds the file that <c>-e</c> names: <c>quick</c> is <c>environments/quick.yaml</c>; anything else is a path.</summary>
/// <param name="directory">the folder of environments, as it shall be printed</param>
public sealed class EnvironmentLocator(string directory)
{
    private readonly NamedFiles _files = new(directory, "environment");

    /// <summary>The names that <c>-e</c> takes, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => _files.Names;

    /// <param name="nameOrPath">what the user gave to <c>-e</c></param>
    /// <returns>path of a file that exists</returns>
    /// <exception cref="OperationFailedException">there is none; the remedy lists those that there are</exception>
    public string Locate(string nameOrPath) => _files.Locate(nameOrPath);
}
