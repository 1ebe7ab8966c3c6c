using System.Text.Json;

namespace PspLoad.Provisioning.Checks;

/// <summary><c>evidence.json</c>: an array of <see cref="Evidence"/>.</summary>
public static class EvidenceFile
{
    /// <summary>Written beside the target and renamed over it.</summary>
    public static async Task WriteAsync(string file, IReadOnlyList<Evidence> evidence, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var fresh = file + ".new";
        await using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            await JsonSerializer.SerializeAsync(stream, evidence, EvidenceJson.Default.IReadOnlyListEvidence, cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, file, overwrite: true);
    }
}
