using System.Text.Json;
using PspLoad.Core.Files;

namespace PspLoad.Provisioning.Verification;

/// <summary><c>evidence.json</c>: an array of <see cref="Evidence"/>.</summary>
public static class EvidenceFile
{
    /// <summary>Writes the file atomically: it is complete or unchanged.</summary>
    public static void Write(string file, IReadOnlyList<Evidence> evidence)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        DurableFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(evidence, EvidenceJson.Default.IReadOnlyListEvidence));
    }
}
