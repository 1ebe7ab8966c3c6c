using System.Text;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>A file whose text differs. The old text is fetched only when a diff is requested.</summary>
/// <param name="Path">path on the host</param>
/// <param name="After">declared text</param>
public sealed record TextDifference(string Path, string After)
{
    /// <summary>Prints a unified diff.</summary>
    public string Script =>
        string.Join(
            '\n',
            $"old={Shell.Quote(Path)}; [ -f \"$old\" ] || old=/dev/null",
            $"base64 -d <<'END_OF_CONTENT' | diff -u --label {Shell.Quote(Path)} --label 'declared' -- \"$old\" - || [ $? -eq 1 ]",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(After)),
            "END_OF_CONTENT"
        );
}
