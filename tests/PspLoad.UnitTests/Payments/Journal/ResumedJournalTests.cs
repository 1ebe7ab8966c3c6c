using PspLoad.Payments.Journal;
using PspLoad.Payments.Resolution;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Journal;

public sealed class ResumedJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Records_of_a_resumed_journal_follow_the_earlier_ones()
    {
        using (var journal = new PaymentJournal(_folder))
            journal.Write(Asked("key"));
        using (var resumed = PaymentJournal.Resume(_folder))
            resumed.Write(Told("key", PaymentOutcome.Acknowledged));

        Assert.Equal([Asked("key"), Told("key", PaymentOutcome.Acknowledged)], JournalReader.Read(_folder));
    }

    [Fact]
    public void A_missing_journal_cannot_be_resumed() => Assert.Throws<DirectoryNotFoundException>(() => PaymentJournal.Resume(_folder));

    [Fact]
    public void Operations_without_a_final_answer_are_open()
    {
        using (var journal = new PaymentJournal(_folder))
        {
            foreach (
                var (key, kind) in new[]
                {
                    ("done", PaymentOutcome.Acknowledged),
                    ("declined", PaymentOutcome.Declined),
                    ("refused", PaymentOutcome.Refused),
                    ("timed-out", PaymentOutcome.Indeterminate),
                }
            )
            {
                journal.Write(Asked(key));
                journal.Write(Told(key, kind));
            }
            journal.Write(Told("timed-out", PaymentOutcome.Indeterminate));
            journal.Write(Asked("cut-off"));
        }

        Assert.Equal([("timed-out", 0), ("cut-off", 1)], OpenOperations.Find(_folder).Select(open => (open.Intent.Key, open.Unanswered)));
    }

    private static Intent Asked(string key) => new("order", 1, key, "sale", Effect.Sale, null, 1999, "EUR", "approve");

    private static Answer Told(string key, PaymentOutcome outcome) => new("order", 2, key, outcome, Effect.None, 0, null, null, 1999, "EUR", null);
}
