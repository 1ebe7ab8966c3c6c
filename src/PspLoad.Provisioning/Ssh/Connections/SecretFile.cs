using PspLoad.Core.Errors;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>Reads a secret from the first line of a file. As with OpenSSH's keys, only the owner may have rights on the file.</summary>
internal static class SecretFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <exception cref="OperationFailedException">group or others have rights on the file</exception>
    public static void RequireOwnerOnly(string file, string what)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file}: users other than its owner have rights on this {what}",
                $"chmod 600 {Shell.Quote(file)}"
            );
        }
    }

    /// <exception cref="OperationFailedException">the file is missing, unreadable, empty or accessible to others</exception>
    public static string ReadLine(string file, string what)
    {
        try
        {
            RequireOwnerOnly(file, what);
            return File.ReadLines(file).FirstOrDefault() is { Length: > 0 } line
                ? line
                : throw new OperationFailedException(ExitCode.InvalidUsage, $"{file}: the {what} is empty", "write it into the first line");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file}: cannot read the {what}: {e.Message}",
                "make the file readable for its owner",
                e
            );
        }
    }
}
