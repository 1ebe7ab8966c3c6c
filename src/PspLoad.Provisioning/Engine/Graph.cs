using PspLoad.Core.Errors;
using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Engine;

/// <summary>Which (host, role) waits for which. Acyclic, checked when it is made.</summary>
internal sealed class Graph
{
    private readonly Dictionary<RoleOnHost, IReadOnlyList<RoleOnHost>> _needs;

    /// <param name="needs">node → the nodes it waits for; those that are not keys are taken as done</param>
    /// <exception cref="OperationFailedException">nodes wait for each other</exception>
    public Graph(IEnumerable<(RoleOnHost Node, IEnumerable<RoleOnHost> Needs)> needs)
    {
        this._needs = needs.ToDictionary(pair => pair.Node, pair => (IReadOnlyList<RoleOnHost>)[.. pair.Needs.Where(need => need != pair.Node).Distinct()]);
        Order = Sort();
    }

    /// <summary>Every node after all that it waits for.</summary>
    public IReadOnlyList<RoleOnHost> Order { get; }

    /// <summary>The nodes of this graph that a node waits for.</summary>
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
