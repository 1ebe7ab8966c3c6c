using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PspLoad.Reporting.Html;

/// <summary>Files of ours that become part of the page.</summary>
internal static class Asset
{
    /// <param name="name">folder and file, such as <c>Assets.report.css</c></param>
    public static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PspLoad.Reporting.Html.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>As a content security policy names a script that may run.</summary>
    public static string HashOf(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
}
