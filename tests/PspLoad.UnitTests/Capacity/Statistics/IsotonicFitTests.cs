using CsCheck;
using PspLoad.Capacity.Statistics;

namespace PspLoad.UnitTests.Capacity.Statistics;

public sealed class IsotonicFitTests
{
    [Fact]
    public void What_rises_stays_and_what_falls_is_averaged_with_what_was_before_it()
    {
        Assert.Equal([1, 2, 3], IsotonicFit.Of([(1, 1), (2, 5), (3, 1)]));
        Assert.Equal([1, 4, 4, 9], IsotonicFit.Of([(1, 1), (5, 3), (1, 1), (9, 1)]));
        Assert.Empty(IsotonicFit.Of([]));
    }

    [Fact]
    public void It_is_the_fit_that_the_min_max_formula_gives() =>
        Gen.Select(Gen.Double[0, 100], Gen.Double[0.1, 60])
            .Array[1, 12]
            .Sample(
                points =>
                {
                    // Max-min formula of Robertson, Wright and Dykstra 1988, theorem 1.4.4: maximum over all starts of the minimum over all
                    // ends of the weighted mean between them.
                    double Mean(int from, int to) =>
                        points[from..(to + 1)].Sum(point => point.Item1 * point.Item2) / points[from..(to + 1)].Sum(point => point.Item2);
                    var expected = points.Select(
                        (_, index) => Enumerable.Range(0, index + 1).Max(from => Enumerable.Range(index, points.Length - index).Min(to => Mean(from, to)))
                    );

                    foreach (var (fitted, value) in IsotonicFit.Of(points).Zip(expected))
                        Assert.Equal(value, fitted, 1e-9);
                },
                iter: 500,
                threads: 1
            );
}
