using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Wording;

namespace PspLoad.Reporting.Summaries;

/// <summary>The run as test cases, <see cref="ReportFiles.JUnit"/>: validity, each threshold, each check of the environment, and the money.</summary>
internal static class JUnitReport
{
    public static string Write(RecordedRun recorded)
    {
        List<XElement> suites =
        [
            Validity(recorded.Run),
            Thresholds(recorded.Run),
            Money(recorded),
            .. recorded.Checks.Count > 0 ? [Checks(recorded)] : Array.Empty<XElement>(),
        ];
        var root = new XElement(
            "testsuites",
            new XAttribute("name", Clean($"{recorded.Run.Scenario} on {recorded.Run.Environment}")),
            new XAttribute("tests", suites.Sum(suite => Count(suite, "testcase"))),
            new XAttribute("failures", suites.Sum(suite => Count(suite, "failure"))),
            new XAttribute("skipped", suites.Sum(suite => Count(suite, "skipped"))),
            new XAttribute("time", Seconds(recorded.Run.DurationSeconds)),
            suites
        );
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}\n";
    }

    private static XElement Validity(RunDocument run) =>
        Suite(
            run,
            "measurement",
            [
                Case(
                    "measurement",
                    "the injector was not disturbed",
                    run.Verdict.Validity == ValidityVerdict.Valid
                        ? null
                        : Failure(
                            string.Join("; ", run.Verdict.Findings.Where(finding => finding.Severity == Severity.Invalid).Select(finding => finding.Message))
                        )
                ),
            ]
        );

    private static XElement Thresholds(RunDocument run) =>
        Suite(
            run,
            "thresholds",
            run.Thresholds.Select(threshold =>
                Case("thresholds", threshold.Expression, threshold.Passed ? null : Failure($"measured {ThresholdText.Actual(threshold)}"))
            )
        );

    private static XElement Money(RecordedRun recorded)
    {
        var books = recorded.Run.Reconciliation;
        var outcome =
            books is null ? Skipped("the run had no books to reconcile with")
            : MoneyText.Wrong(books).Any()
                ? Failure(
                    MoneyText.Line(books),
                    recorded.Violations.Take(20).Select(violation => $"{violation.Kind.Name()} {violation.OrderId}: {violation.Message}")
                )
            : null;
        return Suite(recorded.Run, "reconciliation", [Case("reconciliation", "every acknowledged payment is in the books, once", outcome)]);
    }

    private static XElement Checks(RecordedRun recorded) =>
        Suite(
            recorded.Run,
            "verification",
            recorded.Checks.Select(check => Case($"verification.{check.Role}", $"{check.Check} (from {check.From})", Outcome(check), check.DurationMs / 1e3))
        );

    /// <summary>A check that is not possible here, such as a clock in a container, is skipped with its reason.</summary>
    private static XElement? Outcome(VerifiedCheck check) =>
        check.Passed ? null
        : check.Status.Equals("red", StringComparison.OrdinalIgnoreCase) ? Failure(check.Output)
        : Skipped($"{check.Status}: {check.Output}");

    private static XElement Suite(RunDocument run, string name, IEnumerable<XElement> cases)
    {
        var suite = new XElement("testsuite", new XAttribute("name", name), cases);
        suite.Add(
            new XAttribute("tests", Count(suite, "testcase")),
            new XAttribute("failures", Count(suite, "failure")),
            new XAttribute("errors", 0),
            new XAttribute("skipped", Count(suite, "skipped")),
            new XAttribute("timestamp", run.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture))
        );
        return suite;
    }

    private static XElement Case(string group, string name, XElement? outcome, double seconds = 0) =>
        new(
            "testcase",
            new XAttribute("classname", Clean($"pspload.{group}")),
            new XAttribute("name", Clean(name)),
            new XAttribute("time", Seconds(seconds)),
            outcome
        );

    private static XElement Failure(string message, IEnumerable<string>? details = null) =>
        new("failure", new XAttribute("message", Clean(message)), Clean(string.Join('\n', details ?? [message])));

    private static XElement Skipped(string message) => new("skipped", new XAttribute("message", Clean(message)));

    private static int Count(XElement element, string name) => element.Descendants(name).Count();

    private static string Seconds(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Replaces characters that XML 1.0 cannot hold, not even escaped.</summary>
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
}
