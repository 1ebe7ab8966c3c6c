using PspLoad.Core.Errors;
using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Engine;

/// <summary>Dependency graph of (host, role) nodes. The constructor rejects cycles.</summary>
internal sealed class Graph
{
    private readonly Dictionary<RoleOnHost, IReadOnlyList<RoleOnHost>> _needs;

    /// <param name="needs">each node and the nodes it waits for; needs outside the graph count as done</param>
    /// <exception cref="OperationFailedException">the needs form a cycle</exception>
    public Graph(IEnumerable<(RoleOnHost Node, IEnumerable<RoleOnHost> Needs)> needs)
    {
        this._needs = needs.ToDictionary(pair => pair.Node, pair => (IReadOnlyList<RoleOnHost>)[.. pair.Needs.Where(need => need != pair.Node).Distinct()]);
        Order = Sort();
    }

    /// <summary>Topological order: each node comes after all nodes it waits for.</summary>
    public IReadOnlyList<RoleOnHost> Order { get; }

    /// <summary>The nodes in this graph that a node waits for.</summary>
    public IEnumerable<RoleOnHost> NeedsOf(RoleOnHost node) => _needs[node].Where(_needs.ContainsKey);

    private List<RoleOnHost> Sort()
    {
        var order = new List<RoleOnHost>(_needs.Count);
        var done = new HashSet<RoleOnHost>();
        var path = new List<RoleOnHost>();
        foreach (var node in _needs.Keys)
            Visit(node);
        return order;

        void Visit(RoleOnHost node)
        {
            if (done.Contains(node))
                return;
            if (path.Contains(node))
            {
                var cycle = string.Join(" → ", path.SkipWhile(step => step != node).Append(node));
                throw new OperationFailedException(ExitCode.ProvisioningFailed, $"roles wait for each other: {cycle}", "this is a defect of the roles' needs");
            }
            path.Add(node);
            foreach (var need in NeedsOf(node))
                Visit(need);
            path.RemoveAt(path.Count - 1);
            done.Add(node);
            order.Add(node);
        }
    }
}
