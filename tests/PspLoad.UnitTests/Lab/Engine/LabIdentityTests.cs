using PspLoad.Core.Environments;
using PspLoad.Lab.Engine;

namespace PspLoad.UnitTests.Lab.Engine;

public sealed class LabIdentityTests
{
    [Fact]
    public void The_path_of_the_environment_file_identifies_the_lab()
    {
        Assert.Equal(Of("quick", "/a/environments/quick.yaml"), Of("quick", "/a/environments/../environments/quick.yaml"));
        Assert.NotEqual(Of("quick", "/a/environments/quick.yaml").Id, Of("quick", "/b/environments/quick.yaml").Id);
    }

    [Fact]
    public void Names_are_valid_for_the_engine_whatever_the_environment_is_called() =>
        Assert.Matches("^pspload-my-quick-1-[0-9a-f]{8}-app1$", Of("My quick_1", "/a/My quick_1.yaml").ContainerOf("app1"));

    private static LabIdentity Of(string name, string file) =>
        LabIdentity.ForEnvironment(
            new PspEnvironment(
                name,
                file,
                "psp.test",
                [],
                new SshSettings("ops", 22, "", "console", null, "", null),
                null,
                new Dictionary<string, RoleParameters>()
            )
        );
}
