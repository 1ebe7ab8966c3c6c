using PspLoad.Core.Thresholds;

namespace PspLoad.Core.Runs;

/// <summary>The figures of a load, by name, for its thresholds.</summary>
public interface ILoadFigures
{
    /// <summary>Contains no figures.</summary>
    static ILoadFigures NotMeasured { get; } = new Nothing();

    /// <returns>the figure in the unit of the threshold; NaN if nothing was measured</returns>
    double FigureOf(Threshold threshold);

    private sealed class Nothing : ILoadFigures
    {
        public double FigureOf(Threshold threshold) => double.NaN;
    }
}
