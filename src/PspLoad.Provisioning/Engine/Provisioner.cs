using System.Collections.Concurrent;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Secrets;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Engine;

/// <summary>
/// Brings an environment to its declared state. Each (host, role) node starts as soon as its needs are done, and independent nodes run in
/// parallel. A failure stops only the nodes that depend on it.
/// </summary>
/// <param name="environment">with absolute addresses</param>
/// <param name="roles">all roles that this program can provision</param>
/// <param name="shellOf">returns the root shell of a host</param>
/// <param name="secrets">the environment's secrets</param>
/// <param name="journal">audit trail of every change</param>
/// <param name="clock">clock for certificates</param>
public sealed class Provisioner(
    PspEnvironment environment,
    IReadOnlyList<Role> roles,
    Func<HostDefinition, IHostShell> shellOf,
    SecretStore secrets,
    AuditJournal journal,
    TimeProvider clock
)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _oneChangeAtATime = new();

    /// <summary>Container images that roles may push to hosts.</summary>
    public IReadOnlyList<LocalImage> Images { get; init; } = [];

    /// <param name="options">what to cover, and whether to change it</param>
    /// <param name="onProgress">called from many threads, but never concurrently for one node</param>
    /// <returns>one outcome per resource, in graph order</returns>
    public async Task<ProvisionResult> RunAsync(ProvisionOptions options, Action<RoleProgress> onProgress, CancellationToken cancellationToken)
    {
        var contexts = SelectNodes(options);
        var graph = new Graph(contexts.Select(pair => (pair.Key, RoleNamed(pair.Key.Role).Needs(pair.Value))));
        var look = LookAround(contexts, cancellationToken);
        var runs = new Dictionary<RoleOnHost, Task<NodeResult>>();
        foreach (var node in graph.Order)
        {
            var needs = graph.NeedsOf(node).Select(need => runs[need]).ToList();
            runs[node] = RunNodeAsync(node, contexts[node], needs, look, options, onProgress, cancellationToken);
        }
        var results = await Task.WhenAll(graph.Order.Select(node => runs[node]));
        return new ProvisionResult([.. results.SelectMany(result => result.Outcomes)]);
    }

    private FirstLook LookAround(Dictionary<RoleOnHost, RoleContext> contexts, CancellationToken cancellationToken)
    {
        var look = new FirstLook(shellOf);
        foreach (var host in contexts.GroupBy(pair => pair.Value.Host))
            look.Begin(host.Key, () => [.. host.Select(pair => (pair.Key, ResourcesOf(pair.Key, pair.Value)))], cancellationToken);
        return look;
    }

    private IReadOnlyList<Resource> ResourcesOf(RoleOnHost node, RoleContext context) => [.. RoleNamed(node.Role).Resources(context)];

    private Dictionary<RoleOnHost, RoleContext> SelectNodes(ProvisionOptions options) =>
        (
            from role in roles
            where environment.HostsWith(role.Name).Any()
            from host in environment.Hosts
            where options.Includes(host.Name, role.Name)
            select (
                Node: new RoleOnHost(host.Name, role.Name),
                Context: new RoleContext(environment, host, secrets, clock, roles) { Images = Images, ShellOf = shellOf }
            )
        ).ToDictionary(pair => pair.Node, pair => pair.Context);

    private async Task<NodeResult> RunNodeAsync(
        RoleOnHost node,
        RoleContext context,
        List<Task<NodeResult>> needs,
        FirstLook look,
        ProvisionOptions options,
        Action<RoleProgress> onProgress,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        var outcomes = new List<ResourceOutcome>();
        var phase = RolePhase.Waiting;
        if ((await Task.WhenAll(needs)).FirstOrDefault(need => !need.Succeeded) is { } broken)
        {
            Finish(new ResourceOutcome(node.Host, node.Role, ResourceOutcome.WholeRole, ResourceStatus.Skipped, $"because of {broken.Node}"));
            return Ended(RolePhase.Skipped);
        }

        try
        {
            var resources = ResourcesOf(node, context);
            if (resources.Count == 0)
                return new NodeResult(node, true, []);
            var run = new RoleRun(node, resources, shellOf(context.Host), journal, Finish);
            Enter(RolePhase.Probing);
            var plan = await run.PlanAsync(await look.OfAsync(node, resources), options.Differences, cancellationToken);
            if (options.Check)
            {
                foreach (var outcome in plan.Outcomes(node))
                    Finish(outcome);
                return Ended(plan.Impossible is null ? RolePhase.Done : RolePhase.Failed);
            }
            return Ended(await ApplyAsync(run, plan) ? RolePhase.Done : RolePhase.Failed);
        }
        catch (OperationFailedException failure)
        {
            Finish(new ResourceOutcome(node.Host, node.Role, ResourceOutcome.WholeRole, ResourceStatus.Failed, failure.Message));
            return Ended(RolePhase.Failed);
        }

        async Task<bool> ApplyAsync(RoleRun run, Plan plan)
        {
            if (plan.Changes.Any())
                look.End();
            var turn = _oneChangeAtATime.GetOrAdd(node.Host, _ => new SemaphoreSlim(1));
            await turn.WaitAsync(cancellationToken);
            try
            {
                Enter(RolePhase.Applying);
                return await run.ApplyAsync(plan, cancellationToken);
            }
            finally
            {
                turn.Release();
            }
        }

        void Enter(RolePhase next) => onProgress(new RoleProgress(node, phase = next));

        void Finish(ResourceOutcome outcome)
        {
            // A resource that still differs after it was applied replaces its earlier outcome.
            outcomes.RemoveAll(earlier => earlier.Resource == outcome.Resource);
            outcomes.Add(outcome);
            onProgress(new RoleProgress(node, phase, outcome));
        }

        NodeResult Ended(RolePhase last)
        {
            Enter(last);
            return new NodeResult(node, last == RolePhase.Done, outcomes);
        }
    }

    private Role RoleNamed(string name) => roles.First(role => role.Name == name);

    private sealed record NodeResult(RoleOnHost Node, bool Succeeded, IReadOnlyList<ResourceOutcome> Outcomes);
}
