using PspLoad.Core.Environments;
using PspLoad.Core.Scenarios;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles;
using PspLoad.Roles.Faults;
using PspLoad.UnitTests.Architecture;
using PspLoad.UnitTests.Core.Scenarios;

namespace PspLoad.UnitTests.Roles.Faults;

/// <summary>Plans faults as a scenario does, for the hosts of <c>environments/quick.yaml</c>.</summary>
internal static class FaultsOnTest
{
    private static readonly PspEnvironment s_quick = EnvironmentReader
        .Read(Path.Combine(Repository.Root, "environments", "quick.yaml"), BuiltInRoles.Catalogue)
        .Value!;

    /// <summary>Containers of this machine.</summary>
    public static FaultContext Lab { get; } = In(s_quick, new AnsweringShells());

    /// <summary>The same hosts as real servers.</summary>
    public static FaultContext Servers { get; } = In(s_quick with { Lab = null }, new AnsweringShells());

    public static FaultContext In(PspEnvironment environment, AnsweringShells shells, IFaultMachine? machine = null) =>
        new(environment, shells.Of, null!, AuditJournal.None, machine ?? new NotedMachine());

    /// <param name="name">name of the fault</param>
    /// <param name="more">more keys: <c>, image: a:b</c></param>
    public static (TFault Fault, PlannedFault Planned) Plan<TFault>(string name, string more = "")
        where TFault : Fault
    {
        var definition = BuiltInFaults.Catalogue.Find(name)!;
        var keys = $"{(definition.Lasts ? ", for: 5s" : "")}{(definition.NeedsHost ? ", host: app1" : "")}{more}";
        var planned = Words
            .Read(
                $$"""
                flows: { sale-card: 1 }
                executor: constant-arrival-rate
                rate: 5
                duration: 10s
                faults: [{ at: 1s, fault: {{name}}{{keys}} }]
                """
            )
            .Faults[0];
        return ((TFault)BuiltInFaults.Find(planned.Fault), planned);
    }
}

/// <summary>Shells that answer some scripts with one line, and note all of them.</summary>
/// <param name="answers">host and part of a script → the line</param>
internal sealed class AnsweringShells(params (string Host, string Part, string Answer)[] answers)
{
    public List<(string Host, string Script)> Scripts { get; } = [];

    public IHostShell Of(HostDefinition host) => new Shell(host.Name, this);

    private sealed class Shell(string host, AnsweringShells all) : IHostShell
    {
        private readonly (string Host, string Part, string Answer)[] _answers = all.Answers;

        public Task<int> RunAsync(string script, Action<string> onLine, CancellationToken cancellationToken)
        {
            all.Scripts.Add((host, script));
            foreach (var known in _answers.Where(known => known.Host == host && script.Contains(known.Part, StringComparison.Ordinal)))
                onLine(known.Answer);
            return Task.FromResult(0);
        }

        public Task<bool> AnswersOnNewConnectionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task PutFileAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private (string Host, string Part, string Answer)[] Answers => answers;
}

/// <summary>A machine that only notes what it was asked for.</summary>
internal sealed class NotedMachine : IFaultMachine
{
    public List<string> Log { get; } = [];

    public Task PowerCycleAsync(string host, CancellationToken cancellationToken) => Note($"power {host}");

    public Task<string> RelabelAsync(string tag, CancellationToken cancellationToken) => Note($"relabel {tag}");

    public Task<string> DeployAsync(string image, CancellationToken cancellationToken) => Note($"deploy {image}");

    private Task<string> Note(string what)
    {
        Log.Add(what);
        return Task.FromResult($"done: {what}");
    }
}
