using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Dns;
using PspLoad.Roles.Images;
using PspLoad.Roles.Registry;

namespace PspLoad.Roles.Control;

/// <summary>
/// The only entry point for images: the harness sends them over SSH, and skopeo pushes them to the registry. Deployments refer to an image by
/// digest, never by tag.
/// </summary>
public sealed class ControlRole : Role
{
    public const string RoleName = "control";
    public const string LoginFile = "/etc/pspload/registry/push.json";

    public override RoleDefinition Definition { get; } =
        new(
            RoleName,
            "deploys the application by digest",
            RoleParameterFormat.None(RoleName),
            RoleNeed.Anywhere(RegistryRole.RoleName),
            RoleNeed.After(CaRole.RoleName),
            RoleNeed.After(DnsRole.RoleName)
        );

    public override IReadOnlyList<RoleFlow> Reaches { get; } = [new(RegistryRole.RoleName, RegistryRole.PushPort)];

    public override IEnumerable<Resource> Resources(RoleContext context)
    {
        if (!context.Has(Name))
            yield break;
        yield return new PackagesResource("skopeo");
        yield return new DirectoryResource(PushedImage.Folder) { Mode = "0700" };
        yield return RegistryLogin.File(
            LoginFile,
            "root",
            RegistryRole.PushAddress(context.Environment),
            RegistryRole.PushAccount,
            RegistryRole.Password(context, RegistryRole.PushAccount)
        );
        foreach (var repository in Repositories(context))
            yield return new PushedImage(context.Environment, repository, context.Images.FirstOrDefault(image => image.Repository == repository));
    }

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        if (!context.Has(Name))
            yield break;
        yield return new Check(
            $"the credentials for pushing are readable by root only on {context.Host.Name}",
            context.Host.Name,
            $"stat -c '%a %U' {LoginFile}; [ \"$(stat -c '%a %U' {LoginFile})\" = '400 root' ]",
            "7.2.5"
        );
        foreach (var repository in Repositories(context))
        {
            yield return new Check(
                $"the registry has the deployed image of {repository}",
                context.Host.Name,
                ReleaseFile.Find(context.Environment, repository) is { } release
                    ? $"skopeo inspect --authfile {LoginFile} --format '{{{{.Digest}}}} {{{{.Created}}}}' docker://{RegistryRole.PushAddress(context.Environment)}/{repository}@{release.Digest}"
                    : "echo 'nothing was ever pushed'; exit 1"
            );
        }
    }

    private static IEnumerable<string> Repositories(RoleContext context) =>
        context.Roles.Where(role => context.Environment.HostsWith(role.Name).Any()).SelectMany(role => role.Images);
}
