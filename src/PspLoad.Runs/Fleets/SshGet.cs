using System.Net;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Runs.Fleets;

/// <summary>
/// Sends GET requests with curl on another host, to servers that the harness cannot reach. The headers go to curl's standard input, so that
/// no token is in its command line.
/// </summary>
/// <param name="host">the console</param>
/// <param name="authorities">path of the trusted certificates on that host, PEM</param>
public sealed class SshGet(SshHost host, string authorities) : HttpMessageHandler
{
    private const int HttpError = 22;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
            throw new NotSupportedException($"{request.Method} is not carried");
        var headers = request.Headers.Select(header => $"header = \"{header.Key}: {string.Join(", ", header.Value)}\"\n");
        var body = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            var result = await host.RunAsync(
                Shell.Join(
                    "curl",
                    "--silent",
                    "--show-error",
                    "--fail",
                    "--max-time",
                    "120",
                    "--cacert",
                    authorities,
                    "--config",
                    "-",
                    request.RequestUri!.AbsoluteUri
                ),
                new CommandOptions { Stdin = CommandInput.From(string.Concat(headers)), Stdout = CommandOutput.To(body) },
                cancellationToken
            );
            if (result.ExitCode is not 0)
                throw new HttpRequestException(result.ExitCode == HttpError ? result.Stderr.Trim() : $"curl on {host.Name}: {result.Stderr.Trim()}");
        }
        catch (Exception failed) when (failed is OperationFailedException or HttpRequestException or OperationCanceledException)
        {
            await body.DisposeAsync();
            if (failed is OperationFailedException)
                throw new HttpRequestException(failed.Message, failed);
            throw;
        }
        body.Position = 0;
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body), RequestMessage = request };
    }
}
