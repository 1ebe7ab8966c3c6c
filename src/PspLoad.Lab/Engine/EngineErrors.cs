using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using PspLoad.Core.Errors;

namespace PspLoad.Lab.Engine;

/// <summary>Translates the engine's errors into one line with a remedy.</summary>
internal static class EngineErrors
{
    /// <returns>true when the engine did not answer</returns>
    public static bool IsUnreachable(Exception error) =>
        !IsOurs(error) && Causes(error).Any(cause => cause is SocketException or HttpRequestException or IOException or TimeoutException);

    /// <returns>true when the engine refused the request or stopped answering</returns>
    public static bool IsOfEngine(Exception error) =>
        !IsOurs(error) && Causes(error).Any(cause => cause is DockerApiException or SocketException or HttpRequestException);

    public static OperationFailedException Unreachable(Uri endpoint, Exception error)
    {
        var denied = Causes(error).OfType<SocketException>().Any(socket => socket.SocketErrorCode == SocketError.AccessDenied);
        return denied
            ? new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"no permission to use the container engine at {endpoint}",
                "run as root, or add yourself to the socket's group (sudo usermod -aG docker $USER) and log in again",
                error
            )
            : new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"no container engine answers at {endpoint}",
                "start Docker (./run.sh lab up starts it as root on Debian), or correct DOCKER_HOST",
                error
            );
    }

    public static async Task<OperationFailedException> ExplainAsync(LabEngine engine, Exception error)
    {
        if (Causes(error).OfType<DockerApiException>().FirstOrDefault() is { } refused)
            return Refused(engine.DataDirectory, refused);
        if (!await engine.AnswersAsync())
            return Unreachable(engine.Endpoint.Endpoint, error);
        // When the disk gets full during an upload, the engine closes the connection, and the client never reads the reason.
        return DiskSpace.Shortage(engine.DataDirectory, DiskSpace.ForHostsBytes, "a lab")
            ?? new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"the container engine closed the connection: {error.Message}",
                "read its log, then run the command again",
                error
            );
    }

    public static OperationFailedException Refused(string dataDirectory, DockerApiException error)
    {
        var message = MessageOf(error);
        if (message.Contains("no space left on device", StringComparison.OrdinalIgnoreCase))
        {
            return new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"the disk that holds {dataDirectory} is full",
                "free some space (docker system df shows what the engine holds)",
                error
            );
        }

        if (
            message.Contains("port is already allocated", StringComparison.OrdinalIgnoreCase)
            || message.Contains("address already in use", StringComparison.OrdinalIgnoreCase)
        )
        {
            return new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"a port that the lab publishes on 127.0.0.1 is used by another program (engine: {message})",
                "stop that program, or run ./run.sh lab down and lab up, which chooses another port",
                error
            );
        }

        return new OperationFailedException(
            ExitCode.ProvisioningFailed,
            $"the container engine refused: {message}",
            "run ./run.sh lab down, then lab up; -v shows the request",
            error
        );
    }

    /// <summary>Reads the message. The engine sends it as JSON, <c>{"message": "…"}</c>, except inside a stream of messages.</summary>
    private static string MessageOf(DockerApiException error)
    {
        var body = error.ResponseBody?.Trim();
        if (string.IsNullOrEmpty(body))
            return $"HTTP {(int)error.StatusCode} {error.StatusCode}";
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out var message))
                body = message.ToString();
        }
        catch (JsonException)
        {
            // Plain text.
        }

        return body.Trim().ReplaceLineEndings(" ");
    }

    private static bool IsOurs(Exception error) => error is OperationFailedException or OperationCanceledException;

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
