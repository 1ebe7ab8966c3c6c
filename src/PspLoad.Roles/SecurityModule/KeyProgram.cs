using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.AppServer;

namespace PspLoad.Roles.SecurityModule;

/// <summary>The application's own <c>keys …</c> command, run in its image as its user, without a network (docs/adr/0020).</summary>
internal static class KeyProgram
{
    private const string Pin = "/run/token-pin";

    /// <param name="arguments">arguments of <c>keys</c>, quoted</param>
    /// <param name="writes">false mounts the token read-only</param>
    /// <param name="mounts">additional mounts, <c>host:container:ro</c></param>
    /// <returns>POSIX shell; passes its standard input to the command</returns>
    public static string Run(RoleContext context, string arguments, bool writes, params IEnumerable<string> mounts)
    {
        var image = new ContainerService("keys", LocalImage.ReferencePsp, new Dictionary<string, string>(), []).ImageOn(context);
        string[] volumes =
        [
            $"{SecurityModuleRole.TokenDirectory}:{SecurityModuleRole.TokenDirectory}{(writes ? "" : ":ro")}",
            $"{SecurityModuleRole.Configuration}:{SecurityModuleRole.Configuration}:ro",
            $"{SecurityModuleRole.LibraryFolder}:{SecurityModuleRole.LibraryFolder}:ro",
            $"{SecurityModuleRole.PinFile}:{Pin}:ro",
            .. mounts,
        ];
        return $$"""
            {
            {{AppServerRole.Docker}}
            docker image inspect {{image}} >/dev/null 2>&1 || docker pull --quiet {{image}} >&2
            docker run --rm --interactive --network none --read-only --tmpfs /tmp:rw,noexec,nosuid,nodev,size=16m --cap-drop ALL --security-opt no-new-privileges --user 10001:10001 \
                {{string.Join(' ', volumes.Select(volume => $"--volume {volume}"))}} \
                --env PKCS11_LIBRARY={{SecurityModuleRole.Library}} --env PKCS11_TOKEN={{SecurityModuleRole.Token}} --env PKCS11_KEY={{SecurityModuleRole.Key}} --env PKCS11_PIN_FILE={{Pin}} \
                {{image}} keys {{arguments}}
            }
            """;
    }
}
