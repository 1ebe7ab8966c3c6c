using System.Diagnostics;
using PspLoad.Provisioning.Shells;

namespace PspLoad.UnitTests.Provisioning;

/// <summary>
/// A root shell in its own mount namespace. <c>/etc</c>, <c>/var/lib</c>, <c>/run</c>, <c>/mnt</c>, <c>/usr/sbin</c> and <c>/usr/local/sbin</c>
/// are small copies or empty folders that are removed with the test. A program added with <see cref="Program"/> takes precedence over the system's.
/// </summary>
internal sealed class SandboxShell : IHostShell, IDisposable
{
    private const string Mounts = """
        mkdir -p "$1/etc/ssh" "$1/lib" "$1/run/lock" "$1/sbin" "$1/mnt" "$1/over"
        cp -a /etc/passwd /etc/group /etc/shadow /etc/gshadow /etc/login.defs /etc/nsswitch.conf "$1/etc"
        mount --bind "$1/etc" /etc && mount --bind "$1/lib" /var/lib && mount --bind "$1/run" /run && mount --bind "$1/sbin" /usr/local/sbin && mount --bind "$1/mnt" /mnt
        mount -t tmpfs tmpfs "$1/over" && mkdir "$1/over/upper" "$1/over/work" && mount -t overlay -o "lowerdir=/usr/sbin,upperdir=$1/over/upper,workdir=$1/over/work" overlay /usr/sbin
        echo ready
        exec cat
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Process _holder;

    private SandboxShell(Func<string, Process> start) => _holder = start(_folder.Path);

    /// <summary>Whether a new connection succeeds.</summary>
    public Func<bool> NewConnection { get; set; } = () => true;

    public List<string> Scripts { get; } = [];

    /// <summary>Skips the calling test if namespaces cannot be made.</summary>
    public static SandboxShell Create()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root for a mount namespace");
        var sandbox = new SandboxShell(folder => Start("unshare", ["--mount", "--propagation", "private", "sh", "-ec", Mounts, "sh", folder]));
        if (sandbox._holder.StandardOutput.ReadLine() == "ready")
            return sandbox;
        sandbox.Dispose();
        Assert.Skip("this machine does not let root make a mount namespace");
        return sandbox;
    }

    /// <summary>Puts a shell script into <c>/usr/local/sbin</c>.</summary>
    public void Program(string name, string script)
    {
        File.WriteAllText(_folder[$"sbin/{name}"], $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(_folder[$"sbin/{name}"], (UnixFileMode)0b111_101_101);
    }

    /// <summary>Path outside the sandbox for an absolute path inside it.</summary>
    public string Outside(string path) =>
        path switch
        {
            _ when path.StartsWith("/etc/", StringComparison.Ordinal) => _folder[path[1..]],
            _ when path.StartsWith("/var/lib/", StringComparison.Ordinal) => _folder[path[5..]],
            _ when path.StartsWith("/run/", StringComparison.Ordinal) => _folder[path[1..]],
            _ when path.StartsWith("/mnt/", StringComparison.Ordinal) => _folder[path[1..]],
            _ => throw new ArgumentException($"{path} is not the sandbox's own", nameof(path)),
        };

    public Task<bool> AnswersOnNewConnectionAsync(CancellationToken cancellationToken) => Task.FromResult(NewConnection());

    public async Task PutFileAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken)
    {
        await using var file = File.Create(Outside(path));
        await content.CopyToAsync(file, cancellationToken);
    }

    public async Task<int> RunAsync(string script, Action<string> onLine, CancellationToken cancellationToken)
    {
        Scripts.Add(script);
        using var shell = Start("nsenter", [$"--mount=/proc/{_holder.Id}/ns/mnt", "sh", "-s"]);
        await shell.StandardInput.WriteAsync(script);
        shell.StandardInput.Close();
        while (await shell.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            onLine(line);
        await shell.WaitForExitAsync(cancellationToken);
        return shell.ExitCode;
    }

    public void Dispose()
    {
        _holder.StandardInput.Close();
        _holder.WaitForExit();
        _holder.Dispose();
        _folder.Dispose();
    }

    private static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
}
