using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>An ordinary role that consists only of files.</summary>
/// <param name="folder">folder with the files</param>
internal sealed class FilesRole(string folder) : Role
{
    public const string RoleName = "benchmark-files";

    public override RoleDefinition Definition { get; } = new(RoleName, "for a test", RoleParameterFormat.None(RoleName));

    public override IEnumerable<Resource> Resources(RoleContext context) =>
        BenchmarkFiles
            .In(folder)
            .Select(file => new FileResource($"{BenchmarkFiles.Target}/{Path.GetFileName(file)}", File.ReadAllText(file))
            {
                Mode = BenchmarkFiles.Mode,
                Group = BenchmarkFiles.Group,
            });

    public override IEnumerable<Check> Checks(RoleContext context) => [];
}
