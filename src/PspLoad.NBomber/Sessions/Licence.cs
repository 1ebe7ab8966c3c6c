using PspLoad.Core.Errors;

namespace PspLoad.NBomber.Sessions;

/// <summary>NBomber's licence key, from an environment variable or from a file named by one. It goes to NBomber and is written nowhere.</summary>
public static class Licence
{
    public const string KeyVariable = "PSPLOAD_NBOMBER_LICENSE";
    public const string FileVariable = "PSPLOAD_NBOMBER_LICENSE_FILE";

    /// <param name="variable">reads an environment variable</param>
    /// <returns>null if neither variable is set</returns>
    /// <exception cref="OperationFailedException">The file cannot be read or is empty.</exception>
    public static string? Read(Func<string, string?> variable)
    {
        if (variable(KeyVariable) is { } key && !string.IsNullOrWhiteSpace(key))
            return key.Trim();
        if (variable(FileVariable) is not { Length: > 0 } file)
            return null;
        try
        {
            var text = File.ReadAllText(file).Trim();
            return text.Length > 0 ? text : throw Unreadable(file, "it is empty");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, failed.Message);
        }
    }

    private static OperationFailedException Unreadable(string file, string why) =>
        new(ExitCode.InvalidUsage, $"NBomber's licence key cannot be read from {file}: {why}", $"correct {FileVariable}, or put the key into {KeyVariable}");
}
