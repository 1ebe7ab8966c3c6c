using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.AppServer;
using PspLoad.Roles.Control;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.SecurityModule;

/// <summary>
/// A PKCS#11 token (SoftHSM) on every application server, all with the same key-encryption key. The key is created in the first host's token
/// and reaches the others wrapped (docs/security-module.md). Token and PIN belong to the user that the application's container runs as.
/// </summary>
public sealed class SecurityModuleRole : Role
{
    /// <summary>Label of the token.</summary>
    public const string Token = "psp";

    /// <summary>Label of the key-encryption key.</summary>
    public const string Key = "psp-kek-1";
    public const string TokenDirectory = "/var/lib/softhsm/tokens";
    public const string Configuration = "/etc/softhsm/softhsm2.conf";
    public const string PinFile = "/etc/pspload/security-module/pin";
    public const string LibraryFolder = "/usr/lib/x86_64-linux-gnu/softhsm";
    public const string Library = $"{LibraryFolder}/libsofthsm2.so";

    public const string RoleName = "security-module";
    private const string Owner = AppServerRole.ContainerUser;

    public override RoleDefinition Definition { get; } =
        new(
            RoleName,
            "PKCS#11 token that holds the key encryption key",
            RoleParameterFormat.None(RoleName),
            RoleNeed.OnThisHost(AppServerRole.RoleName),
            RoleNeed.Anywhere(ControlRole.RoleName)
        );

    /// <summary>The first host creates the key for all others, so their tokens must exist first.</summary>
    public override IEnumerable<HostDefinition> HostsBefore(RoleContext context) => IsFirst(context) ? context.Environment.HostsWith(Name) : [];

    public override IEnumerable<Resource> Resources(RoleContext context)
    {
        if (!context.Has(Name))
            return [];
        List<Resource> resources =
        [
            new PackagesResource("softhsm2", "opensc"),
            new DirectoryResource("/etc/softhsm"),
            new DirectoryResource("/var/lib/softhsm"),
            new FileResource(Configuration, TemplateText.Render("SecurityModule/softhsm2.liquid", new { Tokens = TokenDirectory })),
            new DirectoryResource("/etc/pspload/security-module"),
            new FileResource(PinFile, Pin(context))
            {
                Mode = "0400",
                Owner = Owner,
                Group = Owner,
                Secret = true,
            },
            new DirectoryResource(TokenDirectory)
            {
                Mode = "0700",
                Owner = Owner,
                Group = Owner,
            },
            new GuardedCommand($"token {Token}", Initialise(context)) { Creates = $"{TokenDirectory}/.initialised" },
        ];
        if (IsFirst(context))
            resources.Add(new KeyEncryptionKey(context));
        return resources;
    }

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        if (!context.Has(Name))
            yield break;
        var host = context.Host.Name;
        yield return new Check(
            $"{host}'s key-encryption key cannot leave its token",
            host,
            // A login writes to the token. The check logs in to a copy, so that it cannot harm a serving node.
            $$"""
            copy=$(mktemp -d) && chmod 700 "$copy"
            trap 'rm -rf -- "$copy"' EXIT
            cp -r {{TokenDirectory}} "$copy/tokens" && echo "directories.tokendir = $copy/tokens" >"$copy/conf"
            PIN=$(cat {{PinFile}}) && export PIN
            found=$(SOFTHSM2_CONF="$copy/conf" pkcs11-tool --module {{Library}} --token-label {{Token}} --login --pin env:PIN --list-objects --type secrkey 2>&1) || { echo "$found"; exit 1; }
            echo "$found" | grep -A 4 'Secret Key Object'
            [ "$(echo "$found" | grep -c 'label: *{{Key}}$')" -eq 1 ] || { echo 'it has not exactly one key {{Key}}'; exit 1; }
            access=$(echo "$found" | sed -n 's/^ *Access: *//p')
            case ", $access," in *', sensitive,'*) ;; *) exit 1 ;; esac
            case ", $access," in *', extractable,'*) exit 1 ;; esac
            usage=$(echo "$found" | sed -n 's/^ *Usage: *//p')
            case ", $usage," in *', decrypt,'* | *', encrypt,'*) exit 1 ;; esac
            """,
            "3.6.1.2",
            "3.7.2"
        );
        yield return new Check(
            $"{host}'s key-encryption key is the same on all nodes",
            host,
            KeyRecord.Find(context.Environment) is { } checkValue
                ? $"{KeyProgram.Run(context, "show", writes: false)} | tee /dev/stderr | grep -q "
                    + $"'\"checkValue\":\"{checkValue}\".*\"sensitive\":true,\"extractable\":false'"
                : "echo 'no key was ever made'; exit 1",
            "3.6.1.2",
            "3.7.2"
        );
        yield return new Check(
            $"{host}'s token and its PIN are closed to all but the application's user",
            host,
            $"""
            stat -c '%a %U %n' {TokenDirectory} {PinFile}
            [ "$(stat -c '%a %U' {TokenDirectory})" = '700 {Owner}' ] && [ "$(stat -c '%a %U' {PinFile})" = '400 {Owner}' ] || exit 1
            [ -z "$(find {TokenDirectory} ! -user {Owner} -o -type f -perm /077)" ]
            """,
            "2.2.6",
            "3.6.1.2"
        );
    }

    internal static string Pin(RoleContext context) => context.Secrets.Password($"{RoleName}/pin");

    internal static bool IsFirst(RoleContext context) => context.Environment.HostsWith(RoleName).First() == context.Host;

    /// <summary>
    /// Runs as the application's user, so that it owns all files. PINs are passed in the environment, which only that user and root can read.
    /// </summary>
    private static string Initialise(RoleContext context) =>
        $$"""
            umask 077
            # Without its mark nobody has ever used what is here: the PIN was never set.
            rm -rf -- {{TokenDirectory}}/*
            SO_PIN={{context.Secrets.Password($"{RoleName}/so-pin")}} PIN={{Pin(context)}}
            export SO_PIN PIN
            token() { runuser -u {{Owner}} -- pkcs11-tool --module {{Library}} "$@"; }
            token --init-token --label {{Token}} --so-pin env:SO_PIN
            token --token-label {{Token}} --init-pin --login --login-type so --so-pin env:SO_PIN --new-pin env:PIN
            runuser -u {{Owner}} -- touch {{TokenDirectory}}/.initialised
            """;
}
