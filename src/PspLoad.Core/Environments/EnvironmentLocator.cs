using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;

namespace PspLoad.Core.Environments;

/// <summary>Finds the file that <c>-e</c> names: <c>quick</c> means <c>environments/quick.yaml</c>; anything else is a path.</summary>
/// <param name="directory">the folder of environments, as shown in messages</param>
public sealed class EnvironmentLocator(string directory)
{
    private readonly NamedFiles _files = new(directory, "environment");

    /// <summary>The names that <c>-e</c> accepts, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => _files.Names;

    /// <param name="nameOrPath">the user's value of <c>-e</c></param>
    /// <returns>path of an existing file</returns>
    /// <exception cref="OperationFailedException">there is no such file; the remedy lists the existing ones</exception>
    public string Locate(string nameOrPath) => _files.Locate(nameOrPath);
}
