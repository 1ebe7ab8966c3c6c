namespace PspLoad.Capacity.Statistics;

/// <summary>
/// Isotonic regression by pooling adjacent violators (Ayer et al. 1955): the non-decreasing sequence that is closest to the measured values.
/// </summary>
public static class IsotonicFit
{
    /// <param name="points">in order; weights above 0</param>
    /// <returns>one value per point</returns>
    public static IReadOnlyList<double> Of(IEnumerable<(double Value, double Weight)> points)
    {
        var blocks = new Stack<(double Value, double Weight, int Count)>();
        foreach (var (value, weight) in points)
        {
            var block = (Value: value, Weight: weight, Count: 1);
            while (blocks.TryPeek(out var before) && before.Value > block.Value)
            {
                blocks.Pop();
                var both = before.Weight + block.Weight;
                block = ((before.Value * before.Weight + block.Value * block.Weight) / both, both, before.Count + block.Count);
            }
            blocks.Push(block);
        }
        return [.. blocks.Reverse().SelectMany(block => Enumerable.Repeat(block.Value, block.Count))];
    }
}
