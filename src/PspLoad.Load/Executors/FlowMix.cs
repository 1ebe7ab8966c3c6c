using PspLoad.Core.Load;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Executors;

/// <summary>Chooses a flow for every iteration by weight. A pure function of seed and iteration number: interleaving changes nothing.</summary>
public sealed class FlowMix
{
    private readonly double[] _upTo;
    private readonly ulong _seed;

    /// <exception cref="ArgumentException">no flow, a weight that is not positive, or two flows of one name</exception>
    public FlowMix(IReadOnlyList<WeightedFlow> flows, int seed)
    {
        if (flows.Count == 0)
            throw new ArgumentException("a load needs at least one flow", nameof(flows));
        if (flows.FirstOrDefault(flow => !(flow.Weight > 0) || !double.IsFinite(flow.Weight)) is { } wrong)
            throw new ArgumentException($"flow '{wrong.Flow.Name}' has weight {wrong.Weight}; it must be more than 0", nameof(flows));
        if (flows.GroupBy(flow => flow.Flow.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"flow '{twice.Key}' appears twice", nameof(flows));
        _seed = (ulong)seed;
        Rows = new RowTable([.. flows.Select(flow => flow.Flow)]);
        var total = flows.Sum(flow => flow.Weight);
        var sum = 0.0;
        _upTo = [.. flows.Select(flow => (sum += flow.Weight) / total)];
    }

    public RowTable Rows { get; }

    /// <summary>Index of the flow for iteration <paramref name="number"/>.</summary>
    public int Choose(long number)
    {
        if (_upTo.Length == 1)
            return 0;
        var value = (SplitMix64.Mix(_seed, (ulong)number) >> 11) * (1.0 / (1UL << 53));
        var index = 0;
        while (index < _upTo.Length - 1 && value >= _upTo[index])
            index++;
        return index;
    }

    public IFlow this[int index] => Rows.Flows[index];

    /// <summary>Seed of the random values of iteration <paramref name="number"/>.</summary>
    internal ulong SeedOf(long number) => SplitMix64.Mix(~_seed, (ulong)number);
}
