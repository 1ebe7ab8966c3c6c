using PspLoad.Core.Load;

namespace PspLoad.Load.Recording;

/// <summary>Numbers of all rows of a run: for each flow one row for the iteration, then one for each of its steps.</summary>
public sealed class RowTable
{
    private readonly int[] _firstRow;
    private readonly (int Flow, int Step)[] _rows;

    public RowTable(IReadOnlyList<IFlow> flows)
    {
        Flows = flows;
        _firstRow = new int[flows.Count];
        var rows = new List<(int, int)>();
        for (var flow = 0; flow < flows.Count; flow++)
        {
            _firstRow[flow] = rows.Count;
            for (var step = -1; step < flows[flow].Steps.Count; step++)
                rows.Add((flow, step));
        }
        _rows = [.. rows];
    }

    public IReadOnlyList<IFlow> Flows { get; }

    public int Count => _rows.Length;

    /// <summary>Row of the whole iteration of a flow.</summary>
    public int IterationRow(int flow) => _firstRow[flow];

    /// <exception cref="ArgumentOutOfRangeException">the flow has no such step</exception>
    public int StepRow(int flow, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Flows[flow].Steps.Count);
        return _firstRow[flow] + 1 + step;
    }

    public bool IsIteration(int row) => _rows[row].Step < 0;

    public string FlowName(int row) => Flows[_rows[row].Flow].Name;

    /// <summary>Name of the row's step, or null when the row is the whole iteration.</summary>
    public string? StepName(int row) => IsIteration(row) ? null : Flows[_rows[row].Flow].Steps[_rows[row].Step];
}
