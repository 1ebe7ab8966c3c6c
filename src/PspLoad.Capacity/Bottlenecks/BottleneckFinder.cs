using System.Globalization;
using PspLoad.Capacity.Search;
using PspLoad.Capacity.Statistics;
using PspLoad.Capacity.Trials;
using PspLoad.Core.Bottlenecks;

namespace PspLoad.Capacity.Bottlenecks;

/// <summary>
/// Names the resource that saturates first as the rate rises. If several saturate
/// at the same rate, the one that correlates best with the rate comes first.
/// </summary>
/// <param name="rules">at most one for each figure</param>
public sealed class BottleneckFinder(IReadOnlyList<BottleneckRule> rules)
{
    /// <summary>Multiple of the limit. Trials above it show the effects of an overload, not its cause.</summary>
    private const double NotFurtherThan = 1.25;

    /// <summary>Multiple of a warm payment's CPU need. Above this multiple the report says the server was cold.</summary>
    private const double Cold = 1.5;

    public Bottleneck Find(SearchResult search)
    {
        if (search.End == SearchEnd.InjectorLimit)
        {
            return new Bottleneck(
                BottleneckKind.Injector,
                "",
                "The injector saturates first, so the server's limit is unknown.",
                [search.Reason],
                "more CPUs for the injector, or several injectors",
                []
            );
        }

        var limit = search.LowestFailing ?? search.HighestPassing;
        var trials = search
            .Trials.Where(trial =>
                trial.Kind != TrialKind.WarmUp
                && trial.Outcome is TrialOutcome.Passed or TrialOutcome.Failed
                && trial.Figures.Count > 0
                && !(trial.Rate > limit * NotFurtherThan)
            )
            .ToList();
        if (trials.Count == 0)
            return Unknown("No trial near the limit has server-side figures, so the bottleneck is unknown.", []);

        // Uses the mean of all trials at a rate, because a single trial may be an outlier.
        var byRate = new SortedDictionary<double, Dictionary<string, Figure>>(trials.GroupBy(trial => trial.Rate).ToDictionary(group => group.Key, MeansOf));
        var names = byRate.Values.SelectMany(figures => figures.Keys).Distinct(StringComparer.Ordinal);
        var suspects = names.Select(name => SuspectOf(name, byRate)).OfType<Suspect>().ToList();
        var guilty = suspects
            .Where(suspect => suspect.Full is not null)
            .OrderBy(suspect => suspect.Full!.Value.Rate)
            .ThenByDescending(suspect => suspect.Correlation)
            .ToList();
        if (guilty.Count == 0)
        {
            return Unknown(
                "No sampled resource is saturated at the limit. The bottleneck is something that is not sampled, such as a lock inside the application.",
                [
                    .. suspects
                        .OrderByDescending(suspect => suspect.Rule.NearnessOf(suspect.Last, suspect.Series[0].Value))
                        .Take(3)
                        .Select(suspect => suspect.Story),
                ]
            );
        }
        var first = guilty[0];
        var (rate, value) = first.Full!.Value;
        return new Bottleneck(
            first.Rule.Kind,
            first.Host,
            string.Create(CultureInfo.InvariantCulture, $"{Upper(first.What)} saturates first: {Number(value)}{first.Rule.Unit} at {rate:0.#}/s."),
            [first.Story, .. ColdAt(first, search.HighestPassing)],
            string.Format(CultureInfo.InvariantCulture, first.Rule.Try, first.Host),
            [.. guilty.Skip(1).Select(suspect => suspect.Story)]
        );
    }

    /// <summary>
    /// By the utilisation law (Denning and Buzen, 1978) a payment needs utilisation ÷ rate. Smoothed utilisation never falls,
    /// so the resource that is full first is also full at the passing rate. Comparing the two rates is therefore enough.
    /// </summary>
    /// <returns>one line, or none</returns>
    private static IEnumerable<string> ColdAt(Suspect first, double? highestPassing)
    {
        var rate = first.Full!.Value.Rate;
        if (first.Rule.Kind == BottleneckKind.Cpu && highestPassing / rate is { } times && times >= Cold)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Full at {rate:0.#}/s, but {highestPassing:0.#}/s passed: at the lower rate each payment needed about "
                    + $"{times:0.#} times as much. The server was not warm yet, or also did other work."
            );
        }
    }

    private static Bottleneck Unknown(string sentence, IReadOnlyList<string> evidence) => new(BottleneckKind.Unknown, "", sentence, evidence, null, []);

    private static Dictionary<string, Figure> MeansOf(IEnumerable<Trial> trials) =>
        trials
            .SelectMany(trial => trial.Figures, (trial, figure) => (figure.Key, figure.Value, trial.LengthSeconds))
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Figure.Of([.. group.Select(entry => (entry.Value, entry.LengthSeconds))]), StringComparer.Ordinal);

    /// <param name="name">HOST FIGURE</param>
    /// <param name="byRate">rate → figures</param>
    private Suspect? SuspectOf(string name, SortedDictionary<double, Dictionary<string, Figure>> byRate)
    {
        var split = name.IndexOf(' ', StringComparison.Ordinal);
        var rule = rules.FirstOrDefault(rule => rule.Figure == name[(split + 1)..]);
        if (rule is null)
            return null;
        var series = byRate.Where(entry => entry.Value.ContainsKey(name)).Select(entry => (Rate: entry.Key, Figure: entry.Value[name])).ToList();
        // Utilisation rises with load. If a short trial shows less than a longer one at a lower rate, that is noise.
        var rising = IsotonicFit.Of(series.Select(point => (point.Figure.Mean, point.Figure.Seconds)));
        var full = Enumerable.Range(0, series.Count).FirstOrDefault(index => rule.IsSaturatedBy(rising[index], rising[0]), -1);
        return new Suspect(
            rule,
            split < 0 ? "" : name[..split],
            series.ConvertAll(point => (point.Rate, point.Figure.Mean)),
            full < 0 ? null : (series[full].Rate, rising[full])
        );
    }

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : "0.#", CultureInfo.InvariantCulture);

    /// <param name="Mean">of the trials at one rate, weighted by their lengths</param>
    /// <param name="Seconds">total length of these trials</param>
    private sealed record Figure(double Mean, double Seconds)
    {
        public static Figure Of(IReadOnlyList<(double Value, double Seconds)> trials)
        {
            var seconds = trials.Sum(trial => trial.Seconds);
            return new Figure(trials.Sum(trial => trial.Value * trial.Seconds) / seconds, seconds);
        }
    }

    /// <param name="Full">lowest rate at which it is saturated, and its value there; null if it never is</param>
    private sealed record Suspect(BottleneckRule Rule, string Host, List<(double Rate, double Value)> Series, (double Rate, double Value)? Full)
    {
        public string What => string.Format(CultureInfo.InvariantCulture, Rule.What, Host);

        public double Last => Series[^1].Value;

        /// <summary>Pearson correlation of the value with the rate.</summary>
        public double Correlation { get; } = CorrelationOf(Series);

        public string Story =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{What}: {string.Join(", ", Thinned().Select(point => string.Create(CultureInfo.InvariantCulture, $"{Number(point.Value)} at {point.Rate:0.#}/s")))}{Rule.Unit} "
                    + $"(r {Correlation:0.00})"
            );

        /// <summary>First point, last point, the point of saturation, and some in between.</summary>
        private IEnumerable<(double Rate, double Value)> Thinned() =>
            Series.Where((point, index) => index == Series.Count - 1 || index % (1 + Series.Count / 5) == 0 || point.Rate.Equals(Full?.Rate));

        private static double CorrelationOf(List<(double Rate, double Value)> series)
        {
            var (x, y) = (series.Average(point => point.Rate), series.Average(point => point.Value));
            var across = series.Sum(point => (point.Rate - x) * (point.Value - y));
            var both = Math.Sqrt(series.Sum(point => (point.Rate - x) * (point.Rate - x)) * series.Sum(point => (point.Value - y) * (point.Value - y)));
            return both == 0 ? 0 : across / both;
        }
    }
}
