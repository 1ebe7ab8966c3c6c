using System.Text.Json;
using PspLoad.Core.Environments;
using PspLoad.Core.Files;

namespace PspLoad.Roles.Images;

/// <summary>
/// <c>releases.json</c> beside the environment: the images that run there. Provisioning reads it, so that it never reverts a deployment. A
/// deployment writes it, and so does a new build of the checkout.
/// </summary>
public static class ReleaseFile
{
    private static readonly Lock s_gate = new();

    /// <returns>null if no image of the repository was ever pushed</returns>
    public static Release? Find(PspEnvironment environment, string repository) => Read(environment).GetValueOrDefault(repository);

    /// <summary>Stores the release durably before it returns.</summary>
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
