using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PspLoad.Core.Errors;

namespace PspLoad.Benchmarks.Http;

/// <summary>
/// NGINX with one worker on loopback that answers 227 bytes of JSON, with and without TLS. It has its own configuration, folder, ports and certificate.
/// </summary>
internal sealed class NginxTarget : IAsyncDisposable
{
    /// <summary>Body of an answer, as large as that of a small payment.</summary>
    private const int BodyBytes = 227;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nginx-");
    private readonly Process _process;
    private readonly int _plainPort = FreePort();
    private readonly int _tlsPort = FreePort();

    private NginxTarget()
    {
        WriteCertificate();
        var configuration = Path.Combine(_folder.FullName, "nginx.conf");
        File.WriteAllText(configuration, Configuration());
        _process = Process.Start(
            new ProcessStartInfo("nginx", ["-p", _folder.FullName, "-c", configuration, "-e", Path.Combine(_folder.FullName, "error.log")])
        )!;
    }

    /// <summary>PEM file of the self-signed certificate.</summary>
    public string Authority => Path.Combine(_folder.FullName, "certificate.pem");

    /// <summary>Process of the only worker.</summary>
    public int WorkerId =>
        int.Parse(File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    public Uri Url(string scheme) => new($"{scheme}://127.0.0.1:{(scheme == "https" ? _tlsPort : _plainPort)}/");

    public static async Task<NginxTarget> StartAsync(CancellationToken cancellationToken)
    {
        var nginx = new NginxTarget();
        using var client = new TcpClient();
        for (var start = Environment.TickCount64; !client.Connected; )
        {
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, nginx._tlsPort, cancellationToken);
            }
            catch (SocketException) when (!nginx._process.HasExited && Environment.TickCount64 - start < 10_000)
            {
                await Task.Delay(20, cancellationToken);
            }
        }
        return nginx;
    }

    /// <summary>Output of <c>nginx -v</c>.</summary>
    public static async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        using var nginx = Process.Start(new ProcessStartInfo("nginx", "-v") { UseShellExecute = false, RedirectStandardError = true })!;
        return (await nginx.StandardError.ReadToEndAsync(cancellationToken)).Trim().Replace("nginx version: ", "", StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        // Kill the whole tree: the worker would outlive a killed master.
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Configuration() =>
        $$"""
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            error_log {{_folder.FullName}}/error.log;
            pid {{_folder.FullName}}/pid;
            events { worker_connections 16384; }
            http {
                access_log off;
                keepalive_requests 1000000000;
                keepalive_timeout 300s;
                client_body_temp_path {{_folder.FullName}}/body;
                proxy_temp_path {{_folder.FullName}}/proxy;
                fastcgi_temp_path {{_folder.FullName}}/fastcgi;
                uwsgi_temp_path {{_folder.FullName}}/uwsgi;
                scgi_temp_path {{_folder.FullName}}/scgi;
                default_type application/json;
                ssl_certificate certificate.pem;
                ssl_certificate_key key.pem;
                server {
                    listen 127.0.0.1:{{_plainPort}} backlog=16384;
                    listen 127.0.0.1:{{_tlsPort}} ssl backlog=16384;
                    location / { return 200 '{{Body()}}'; }
                }
            }
            """;

    private static string Body()
    {
        const string Start = """{"id":"pay_0001","status":"authorised","amount":1999,"currency":"EUR","note":""";
        return $"{Start}\"{new string('x', BodyBytes - Start.Length - 3)}\"}}";
    }

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Authority, certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, "key.pem"), key.ExportECPrivateKeyPem());
        if (Body().Length != BodyBytes)
            throw new OperationFailedException(ExitCode.InvalidUsage, $"the answer has {Body().Length} bytes", $"make it {BodyBytes}");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
