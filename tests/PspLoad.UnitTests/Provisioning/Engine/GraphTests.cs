using CsCheck;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Roles;

namespace PspLoad.UnitTests.Provisioning.Engine;

public sealed class GraphTests
{
    [Fact]
    public void Every_node_comes_after_all_that_it_waits_for() =>
        Gen.Int[0, 20]
            .SelectMany(count => Gen.Select(Gen.Const(count), Gen.Bool.Array[count * count], Gen.Shuffle(Enumerable.Range(0, count).ToArray())))
            .Sample(
                (count, edges, shuffled) =>
                {
                    // Edges point only to lower numbers, so the graph is acyclic. The nodes come in any order.
                    var graph = new Graph(
                        shuffled.Select(node => (Node(node), Enumerable.Range(0, node).Where(need => edges[(node * count) + need]).Select(Node)))
                    );
                    var place = graph.Order.Index().ToDictionary(entry => entry.Item, entry => entry.Index);

                    Assert.Equal(count, graph.Order.Count);
                    foreach (var node in graph.Order)
                        Assert.All(graph.NeedsOf(node), need => Assert.True(place[need] < place[node]));
                }
            );

    [Fact]
    public void Nodes_that_wait_for_each_other_are_named_in_their_order()
    {
        var failure = Assert.Throws<OperationFailedException>(() => new Graph([(Node(1), [Node(2)]), (Node(2), [Node(3)]), (Node(3), [Node(2)])]));

        Assert.Contains("r on h2 → r on h3 → r on h2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_in_the_run_is_not_waited_for_and_nothing_waits_for_itself()
    {
        var graph = new Graph([(Node(1), [Node(1), Node(9)])]);

        Assert.Equal([Node(1)], graph.Order);
        Assert.Empty(graph.NeedsOf(Node(1)));
    }

    private static RoleOnHost Node(int number) => new($"h{number}", "r");
}
