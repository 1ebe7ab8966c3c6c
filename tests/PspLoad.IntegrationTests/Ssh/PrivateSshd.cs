using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PspLoad.IntegrationTests.Ssh;

/// <summary>An sshd for one test, on a loopback address, with its own host keys. The test may kill it, change its keys and cut its connections.</summary>
internal sealed class PrivateSshd : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly string _folder;
    private readonly string _extraConfiguration;
    private Process? _process;

    private PrivateSshd(string folder, IPEndPoint endPoint, string extraConfiguration) =>
        (_folder, EndPoint, _extraConfiguration) = (folder, endPoint, extraConfiguration);

    public static string? WhyNot => File.Exists(Program) ? null : $"{Program} is not installed";

    public IPEndPoint EndPoint { get; }

    public string HostKeyFile => Path.Combine(_folder, "host_key");

    /// <summary>Type and key, as in known_hosts.</summary>
    public string PublicHostKey => string.Join(' ', File.ReadAllText(HostKeyFile + ".pub").Split(' ').Take(2));

    public static async Task<PrivateSshd> StartAsync(string parent, string name, IPEndPoint endPoint, string authorizedKeys, string extraConfiguration = "")
    {
        var sshd = new PrivateSshd(Directory.CreateDirectory(Path.Combine(parent, name)).FullName, endPoint, extraConfiguration);
        await ToolAsync("ssh-keygen", "-q", "-t", "ecdsa", "-b", "256", "-N", "", "-f", sshd.HostKeyFile);
        File.Copy(authorizedKeys, Path.Combine(sshd._folder, "authorized_keys"));
        await sshd.StartAsync();
        return sshd;
    }

    /// <summary>Kills the server and all its sessions at once, like a power failure.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    // HOME is set so that the shell profile of the user who runs the tests has no effect.
    public async Task StartAsync()
    {
        var file = Path.Combine(_folder, "sshd_config");
        await File.WriteAllTextAsync(
            file,
            $"""
            ListenAddress {EndPoint}
            HostKey {HostKeyFile}
            AuthorizedKeysFile {_folder}/authorized_keys
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            LogLevel ERROR
            SetEnv HOME={_folder}
            {_extraConfiguration}
            """
        );
        if (Environment.UserName == "root")
            Directory.CreateDirectory("/run/sshd");
        _process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", file]) { RedirectStandardError = true, UseShellExecute = false })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        await UntilItListensAsync();
    }

    /// <summary>Replaces the host key, as a fresh installation does.</summary>
    public async Task ChangeHostKeyAsync(string type = "ecdsa")
    {
        await StopAsync();
        File.Delete(HostKeyFile);
        File.Delete(HostKeyFile + ".pub");
        await ToolAsync("ssh-keygen", "-q", "-t", type, "-N", "", "-f", HostKeyFile);
        await StartAsync();
    }

    /// <summary>Kills the sessions but not the server, like a reset of all its TCP connections.</summary>
    public async Task CutSessionsAsync()
    {
        var children = await File.ReadAllTextAsync($"/proc/{_process!.Id}/task/{_process.Id}/children");
        foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Process.GetProcessById(int.Parse(child)).Kill();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    public static async Task ToolAsync(string program, params string[] arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        await tool.WaitForExitAsync();
        Assert.Equal(0, tool.ExitCode);
    }

    private async Task UntilItListensAsync()
    {
        while (!_process!.HasExited)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(EndPoint);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
        Assert.Fail($"sshd ended with {_process.ExitCode}");
    }
}
