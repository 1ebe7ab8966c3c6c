using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using PspLoad.Core.Errors;
using PspLoad.Lab.Engine;

namespace PspLoad.UnitTests.Lab.Engine;

public sealed class EngineErrorsTests
{
    private static readonly Uri s_socket = new("unix:///var/run/docker.sock");

    [Theory]
    [InlineData("write /var/lib/docker/tmp/x: no space left on device", "the disk that holds /var/lib/docker is full; free some space")]
    [InlineData("Bind for 127.0.0.1:20417 failed: port is already allocated", "a port that the lab publishes on 127.0.0.1 is used by another program")]
    [InlineData("listen tcp4 127.0.0.1:20417: bind: address already in use", "a port that the lab publishes on 127.0.0.1 is used by another program")]
    [InlineData("something new", "the container engine refused: something new; run ./run.sh lab down")]
    public void An_error_of_the_engine_becomes_one_line(string said, string expected)
    {
        var refusal = EngineErrors.Refused("/var/lib/docker", new DockerApiException(HttpStatusCode.InternalServerError, $$"""{"message":"{{said}}"}"""));
        Assert.StartsWith(expected, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Equal(ExitCode.ProvisioningFailed, refusal.ExitCode);
    }

    [Theory]
    [InlineData("plain text\nof a stream", "plain text of a stream")]
    [InlineData("", "HTTP 500 InternalServerError")]
    public void An_error_that_is_not_JSON_is_shown_unchanged(string body, string expected) =>
        Assert.Contains(expected, EngineErrors.Refused("/", new DockerApiException(HttpStatusCode.InternalServerError, body)).Message);

    [Fact]
    public void A_closed_socket_and_a_forbidden_one_have_different_remedies()
    {
        var denied = EngineErrors.Unreachable(s_socket, new HttpRequestException("", new SocketException((int)SocketError.AccessDenied)));
        Assert.StartsWith("no permission to use the container engine at unix:///var/run/docker.sock; run as root, or add yourself", denied.Message);
        var closed = EngineErrors.Unreachable(s_socket, new HttpRequestException("", new SocketException((int)SocketError.ConnectionRefused)));
        Assert.StartsWith("no container engine answers at unix:///var/run/docker.sock; start Docker", closed.Message);
    }

    [Fact]
    public void Cancellations_and_explained_failures_are_passed_on()
    {
        Assert.False(EngineErrors.IsOfEngine(new OperationCanceledException("", new HttpRequestException())));
        Assert.False(EngineErrors.IsOfEngine(new OperationFailedException(ExitCode.InvalidUsage, "a", "b", new HttpRequestException())));
        Assert.False(EngineErrors.IsOfEngine(new InvalidOperationException()));
        Assert.True(EngineErrors.IsOfEngine(new AggregateException(new HttpRequestException())));
    }

    [Theory]
    [InlineData("unix:///run/user/1000/docker.sock", true)]
    [InlineData("tcp://127.0.0.1:2375", true)]
    [InlineData("tcp://10.0.0.5:2375", false)]
    [InlineData("ssh://me@build-server", false)]
    public void Only_a_local_engine_can_run_a_lab(string endpoint, bool local) => Assert.Equal(local, EngineEndpoint.IsLocal(new Uri(endpoint)));

    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.52", "1.44")]
    public void The_api_version_is_the_older_of_the_two(string engine, string spoken) =>
        Assert.Equal(Version.Parse(spoken), new EngineEndpoint(s_socket, Version.Parse(engine)).Version);

    [Fact]
    public void A_full_disk_is_reported_before_work_begins()
    {
        DiskSpace.Require(Path.GetTempPath(), neededBytes: 1, "a lab");
        DiskSpace.Require("/nonexistent", long.MaxValue, "a lab");
        var refusal = Assert.Throws<OperationFailedException>(() => DiskSpace.Require(Path.GetTempPath(), long.MaxValue, "a lab"));
        Assert.Matches(@"^a lab needs \d+ MiB, and the disk that holds \S+ has \d+ MiB free; free some space", refusal.Message);
    }
}
