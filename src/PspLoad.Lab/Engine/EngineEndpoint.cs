using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using DotNet.Testcontainers.Configurations;
using PspLoad.Core.Errors;

namespace PspLoad.Lab.Engine;

/// <summary>The engine's address and API version. Without the version, Testcontainers would use one that Debian's engine is too old for.</summary>
internal sealed class EngineEndpoint(Uri endpoint, Version? apiVersion) : IDockerEndpointAuthenticationConfiguration
{
    /// <summary>The newest API version that the client library supports.</summary>
    private static readonly Version s_newest = new(1, 44);

    public Version Version { get; } = apiVersion is null || apiVersion > s_newest ? s_newest : apiVersion;

    public Uri Endpoint { get; } = endpoint;

    public IAuthProvider? AuthProvider => null;

    public DockerClientBuilder GetDockerClientBuilder(Guid sessionId = default)
    {
        var builder = new DockerClientBuilder().WithEndpoint(Endpoint);
        return apiVersion is null ? builder : builder.WithApiVersion(Version);
    }

    /// <summary>Finds the engine as the <c>docker</c> command does: DOCKER_HOST, else the current context, else the default socket.</summary>
    /// <exception cref="OperationFailedException">the engine is on another machine, or its address is invalid</exception>
    public static EngineEndpoint Resolve()
    {
        Uri endpoint;
        try
        {
            endpoint = DockerConfig.Instance.GetEndpoint();
        }
        catch (Exception e) when (e is DockerConfigurationException or UriFormatException)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"the container engine's address is unusable: {e.Message}",
                "correct or unset DOCKER_HOST and DOCKER_CONTEXT",
                e
            );
        }

        return IsLocal(endpoint)
            ? new EngineEndpoint(endpoint, apiVersion: null)
            : throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"the container engine {endpoint} is on another machine, and a lab is reached through 127.0.0.1",
                "unset DOCKER_HOST (or docker context use default) to use this machine's engine"
            );
    }

    internal static bool IsLocal(Uri endpoint) =>
        endpoint.Scheme switch
        {
            "unix" => true,
            "tcp" or "http" => endpoint.IsLoopback,
            _ => false,
        };
}
