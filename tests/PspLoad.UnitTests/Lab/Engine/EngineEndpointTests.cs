using PspLoad.Lab.Engine;

namespace PspLoad.UnitTests.Lab.Engine;

public sealed class EngineEndpointTests
{
    [Theory]
    [InlineData("1.41", "1.41")] // Debian 12's engine
    [InlineData("1.51", "1.44")] // newer than the client library
    public void Both_sides_know_the_API_version_that_is_used(string engine, string spoken) =>
        Assert.Equal(Version.Parse(spoken), new EngineEndpoint(new Uri("unix:///var/run/docker.sock"), Version.Parse(engine)).Version);

    [Theory]
    [InlineData("unix:///var/run/docker.sock", true)]
    [InlineData("tcp://127.0.0.1:2375", true)]
    [InlineData("tcp://engine.test:2375", false)]
    [InlineData("ssh://engine.test", false)]
    public void A_lab_needs_a_local_engine(string endpoint, bool isLocal) => Assert.Equal(isLocal, EngineEndpoint.IsLocal(new Uri(endpoint)));
}
