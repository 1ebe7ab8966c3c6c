using PspLoad.Core.Environments;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Images;
using PspLoad.Roles.Registry;

namespace PspLoad.Roles.Control;

/// <summary>Makes sure that the image to run is in the registry. Its digest is kept beside the environment (<see cref="ReleaseFile"/>).</summary>
/// <param name="Environment">environment that keeps the digest</param>
/// <param name="Repository">name without registry and tag</param>
/// <param name="Image">image that the harness has to push; null if unknown: then the image pushed last must be in the registry</param>
internal sealed record PushedImage(PspEnvironment Environment, string Repository, LocalImage? Image) : Resource
{
    /// <summary>Folder on the control host for archives in transit.</summary>
    public const string Folder = "/var/lib/pspload/images";

    private const string Accept = "Accept: application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json";

    public override string Id => $"image {Repository}";

    public override string ProbeScript =>
        Release is not { } release
            ? "echo status=none"
            : $$"""
                auth=$({{RegistryLogin.PrintAuth(ControlRole.LoginFile)}} 2>/dev/null || true)
                echo "status=$(printf 'header = "Authorization: Basic %s"\n' "$auth" | curl -s -o /dev/null -w '%{http_code}' --head -H {{Shell.Quote(
                    Accept
                )}} -K - https://{{Registry}}/v2/{{Repository}}/manifests/{{release.Digest}} || true)"
                """;

    private Release? Release => ReleaseFile.Find(Environment, Repository);

    private string Registry => RegistryRole.PushAddress(Environment);

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var release = Release;
        var isThere = actual.Value("status") == "200";
        if (isThere && (Image is null || Image.Tag == release!.Tag))
            return StateComparison.AsDeclared;
        var before = release?.Digest ?? "absent";
        if (Image is not null)
        {
            return new StateComparison.Differs(
                new Change($"pushed {Image.Tag}", before, Image.Tag) { Apply = (shell, cancellationToken) => PushAndKeepAsync(shell, Image, cancellationToken) }
            );
        }

        return release is null
            ? new StateComparison.Differs(
                new Change("built and pushed", before, "pushed") { ApplyScript = "echo 'there is no image to push: ./run.sh images builds it' >&2; exit 1" }
            )
            : new StateComparison.Impossible(
                $"the registry does not have {Repository}@{release.Digest} (answer {actual.Value("status")})",
                "deploy an image again, or remove releases.json beside the environment to have this checkout's pushed"
            );
    }

    /// <summary>Transfers an image to the control host over SSH, and from there to the registry.</summary>
    /// <returns>the image's digest in the registry</returns>
    /// <exception cref="ResourceFailedException">the registry did not accept it</exception>
    public static async Task<string> PushAsync(IHostShell shell, PspEnvironment environment, LocalImage image, CancellationToken cancellationToken)
    {
        var archive = $"{Folder}/{image.Repository.Replace('/', '_')}.tar";
        await using (
            var file = new FileStream(
                Path.GetTempFileName(),
                FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.None,
                1 << 16,
                FileOptions.DeleteOnClose | FileOptions.Asynchronous
            )
        )
        {
            await image.SaveAsync(file, cancellationToken);
            file.Position = 0;
            await shell.PutFileAsync(archive, file, new FileRights("0600", "root"), cancellationToken);
        }
        Frame? result = null;
        await ShellBatches.ApplyAsync(
            shell,
            [PushScript(archive, $"{RegistryRole.PushAddress(environment)}/{image.Repository}:{image.Tag}")],
            frame => result = frame,
            cancellationToken
        );
        var digest = result?.Output.Split('\n')[^1];
        return result?.ExitCode == 0 && digest?.StartsWith("sha256:", StringComparison.Ordinal) == true
            ? digest
            : throw new ResourceFailedException(result?.ExitCode ?? -1, result?.Output ?? "");
    }

    private async Task PushAndKeepAsync(IHostShell shell, LocalImage image, CancellationToken cancellationToken)
    {
        var digest = await PushAsync(shell, Environment, image, cancellationToken);
        ReleaseFile.Keep(Environment, Repository, new Release(image.Tag, digest) { Previous = Release?.Digest });
    }

    /// <summary>Uses the fastest compression, because an image travels once and within the fleet. The last output line is the digest.</summary>
    private static string PushScript(string archive, string name) =>
        $"""
            trap 'rm -f -- {archive} {archive}.digest' EXIT
            skopeo copy --quiet --authfile {ControlRole.LoginFile} --dest-compress-level 1 --digestfile {archive}.digest docker-archive:{archive} docker://{Shell.Quote(
                name
            )}
            cat {archive}.digest
            """;
}
