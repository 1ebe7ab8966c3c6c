using PspLoad.Core.Environments;
using PspLoad.Core.Files;

namespace PspLoad.Roles.SecurityModule;

/// <summary>
/// <c>key-encryption-key</c> beside the environment: the check value of the key that all nodes must have. It is not secret: eight digits of
/// an encrypted block.
/// </summary>
internal static class KeyRecord
{
    /// <returns>null if no key was ever created</returns>
    public static string? Find(PspEnvironment environment) => File.Exists(PathIn(environment)) ? File.ReadAllText(PathIn(environment)).Trim() : null;

    public static void Keep(PspEnvironment environment, string checkValue)
    {
        Directory.CreateDirectory(environment.StateDirectory);
        DurableFile.Write(PathIn(environment), checkValue + "\n");
    }

    private static string PathIn(PspEnvironment environment) => Path.Combine(environment.StateDirectory, "key-encryption-key");
}
