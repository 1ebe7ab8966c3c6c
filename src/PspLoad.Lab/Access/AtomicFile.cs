using PspLoad.Core.Files;

namespace PspLoad.Lab.Access;

/// <summary>Writes a file with mode 0600, but only where its text differs.</summary>
internal static class AtomicFile
{
    /// <returns>false where the file had this very text already</returns>
    public static async Task<bool> WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && await File.ReadAllTextAsync(path, cancellationToken) == text)
            return false;

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        cancellationToken.ThrowIfCancellationRequested();
        DurableFile.Write(path, text, DurableFile.OwnerOnly);
        return true;
    }
}
