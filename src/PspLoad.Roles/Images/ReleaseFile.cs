using System.Text.Json;
using PspLoad.Core.Environments;
using PspLoad.Core.Files;

namespace PspLoad.Roles.Images;

/// <summary>
/// <c>releases.json</c> beside the environment: what runs there. A provisioning run reads it, so that it never puts back what a deployment
/// replaced; a new build
/// of the checkout and a deployment write it.
/// </summary>
public static class ReleaseFile
{
    private static readonly Lock s_gate = new();

    /// <returns>null where nothing of the repository was ever pushed</returns>
    public static Release? Find(PspEnvironment environment, string repository) => Read(environment).GetValueOrDefault(repository);

    /// <summary>On the disk before this returns.</summary>
    public static void Keep(PspEnvironment environment, string repository, Release release)
    {
        lock (s_gate)
        {
            var releases = Read(environment);
            releases[repository] = release;
            Directory.CreateDirectory(environment.StateDirectory);
            DurableFile.Write(PathIn(environment), JsonSerializer.SerializeToUtf8Bytes(releases, ReleaseJson.Default.SortedDictionaryStringRelease));
        }
    }

    private static SortedDictionary<string, Release> Read(PspEnvironment environment)
    {
        var file = PathIn(environment);
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), ReleaseJson.Default.SortedDictionaryStringRelease)! : [];
    }

    private static string PathIn(PspEnvironment environment) => Path.Combine(environment.StateDirectory, "releases.json");
}
