using System.Diagnostics;
using System.Globalization;
using PspLoad.Benchmarks.Ssh;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>
/// <c>ansible-playbook</c> with one <c>copy</c> task per file. It does no unnecessary work: it gathers no facts, the interpreter is given,
/// and its connections (the same key, gateway and pinned host keys) stay open from run to run.
/// </summary>
internal sealed class AnsibleEngine : IProvisioningEngine
{
    public const string Plain = "Ansible, default";
    public const string Tuned = "Ansible, forks=8 and pipelining";

    private readonly IReadOnlyList<string> _hosts;
    private readonly string _folder;
    private readonly int _files;
    private readonly Dictionary<string, string> _settings;

    /// <param name="name">name in the report</param>
    /// <param name="environment">environment with real addresses</param>
    /// <param name="files">folder with the files</param>
    /// <param name="ssh">client whose configuration and master connections are used</param>
    /// <param name="settings">Ansible's environment variables, except those of the connection</param>
    public AnsibleEngine(string name, PspEnvironment environment, string files, OpenSshClient ssh, params IEnumerable<(string Key, string Value)> settings)
    {
        Name = name;
        _hosts = [.. environment.Hosts.Select(host => host.Name)];
        _folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(files)!, "ansible")).FullName;
        this._files = BenchmarkFiles.In(files).Count();
        File.WriteAllLines(Path.Combine(_folder, "inventory"), _hosts.Select(host => $"{host} ansible_python_interpreter=/usr/bin/python3"));
        File.WriteAllText(Path.Combine(_folder, "ansible.cfg"), "");
        File.WriteAllText(Path.Combine(_folder, "files.yml"), Playbook(files));
        this._settings = new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
        {
            ["ANSIBLE_CONFIG"] = Path.Combine(_folder, "ansible.cfg"),
            ["ANSIBLE_SSH_ARGS"] = ssh.Arguments,
            ["ANSIBLE_NOCOLOR"] = "1",
            ["LC_ALL"] = "C.UTF-8",
        };
    }

    public string Name { get; }

    /// <summary>First line of <c>ansible --version</c>.</summary>
    public static async Task<string> VersionAsync(CancellationToken cancellationToken) =>
        (
            await TimedProcess.RunAsync(new ProcessStartInfo("ansible", ["--version"]) { Environment = { ["LC_ALL"] = "C.UTF-8" } }, cancellationToken)
        ).Output.Split('\n')[0];

    /// <summary>Opens the connections.</summary>
    public Task ConnectAsync(CancellationToken cancellationToken) => StartAsync("ansible", ["all", "-i", "inventory", "-m", "ping"], cancellationToken);

    public async Task<double> RunAsync(int hosts, bool expectChanges, CancellationToken cancellationToken)
    {
        var limit = string.Join(',', this._hosts.Take(hosts));
        var run = await StartAsync("ansible-playbook", ["-i", "inventory", "-l", limit, "files.yml"], cancellationToken);
        var wanted = string.Create(CultureInfo.InvariantCulture, $" ok={_files} changed={(expectChanges ? _files : 0)} unreachable=0 failed=0 ");
        var recap = run.Output[run.Output.IndexOf("PLAY RECAP", StringComparison.Ordinal)..]
            .Split('\n')
            .Skip(1)
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) + " ");
        return recap.Count(line => line.Contains(wanted, StringComparison.Ordinal)) == hosts
            ? run.Seconds
            : throw new OperationFailedException(ExitCode.ProvisioningFailed, $"{Name} reported:\n{run.Output}", "this is a defect of the benchmark");
    }

    private Task<TimedProcess> StartAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder };
        foreach (var (key, value) in _settings)
            start.Environment[key] = value;
        return TimedProcess.RunAsync(start, cancellationToken);
    }

    private static string Playbook(string files) =>
        $$"""
        - hosts: all
          gather_facts: false
          become: true
          tasks:
        {{string.Join('\n', BenchmarkFiles.In(files).Select(file => $$"""
              - name: {{Path.GetFileName(file)}}
                ansible.builtin.copy:
                  src: {{file}}
                  dest: {{BenchmarkFiles.Target}}/{{Path.GetFileName(file)}}
                  mode: "{{BenchmarkFiles.Mode}}"
                  owner: root
                  group: {{BenchmarkFiles.Group}}
            """))}}

        """;
}
