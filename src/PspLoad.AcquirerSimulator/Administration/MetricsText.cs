using System.Globalization;
using System.Text;
using PspLoad.AcquirerSimulator.Booking;

namespace PspLoad.AcquirerSimulator.Administration;

/// <summary>The book's figures, and how many requests an outage holds, in Prometheus' text format.</summary>
public static class MetricsText
{
    public static string Write(BookSummary summary, int held)
    {
        var text = new StringBuilder();
        Gauge(text, "acquirer_book_entries", "Operations in the book.", summary.Entries);
        Gauge(text, "acquirer_book_attempts", "Requests that came, repetitions included.", summary.Attempts);
        Gauge(text, "acquirer_book_charges", "Operations that took place.", summary.Charges);
        Gauge(text, "acquirer_book_conflicts", "Requests that used a known reference for something else.", summary.Conflicts);
        Gauge(text, "acquirer_held_requests", "Requests that hang now because of an outage.", held);
        return text.ToString();
    }

    private static void Gauge(StringBuilder text, string name, string help, long value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");
}
