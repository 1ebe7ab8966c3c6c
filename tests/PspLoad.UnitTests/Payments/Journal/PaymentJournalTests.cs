using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Journal;

public sealed class PaymentJournalTests : IDisposable
{
    private const int SmallSegment = 8 * 1024;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"pspload-journal-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_kind_of_record_is_read_back_unchanged()
    {
        StoryRecord[] records =
        [
            new Intent("order-1", 1, "key", "sale", Effect.Sale, null, 1999, "EUR", "card approve"),
            new Intent("größe", -1, "k", "void", Effect.Void, "pay_1", long.MaxValue, null, null),
            new Answer("order-1", 2, "key", PaymentOutcome.Acknowledged, Effect.Sale, 201, "pay_1", "captured", 1999, "EUR", "req"),
            new Answer("order-1", 3, "key", PaymentOutcome.Indeterminate, Effect.None, 0, null, null, 0, null, null),
            new Movement("order-1", 4, "op_1", "pay_1", Effect.Sale, 1999, "EUR", 1999, 1999),
            new ShownPayment("order-1", 5, "pay_1", "captured", "EUR", new PaymentTotals(7, 5, 3)),
            new ShownPayment("order-1", 6, "pay_1", null, null, null),
            new Notification("order-1", 7, "op_1", "payment.captured", 1, "pay_1", "captured", 1999, "EUR", new PaymentTotals(7, 5, 3)),
            new StoredMovement("order-1", 7, "op_1", "pay_1", Effect.Sale, 5, "EUR", 10, 10, null),
            new StoredPayment("order-1", 8, "pay_1", "captured", "EUR", new PaymentTotals(7, 5, 3), "other"),
            new Charge("order-1", 6, "op_1", null, Effect.Sale, 1999, "EUR", 1),
        ];
        using (var journal = new PaymentJournal(_folder))
        {
            foreach (var record in records)
                journal.Write(record);
        }

        Assert.Equal(records, JournalReader.Read(_folder));
    }

    [Fact]
    public void Records_of_many_threads_over_many_segments_are_complete_and_in_order()
    {
        const int Threads = 8,
            Each = 2_000;
        using (var journal = new PaymentJournal(_folder, SmallSegment))
        {
            Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
            {
                for (var i = 0; i < Each; i++)
                    journal.Write(Numbered($"thread-{thread}", i));
            });
        }

        var read = JournalReader.Read(_folder).ToLookup(record => record.OrderId, record => record.At);

        Assert.Equal(Threads, read.Count);
        Assert.All(read, thread => Assert.Equal(Enumerable.Range(0, Each).Select(i => (long)i), thread));
        Assert.True(Directory.GetFiles(_folder).Length > Threads * Each * 40 / SmallSegment);
        Assert.All(Directory.GetFiles(_folder), file => Assert.InRange(new FileInfo(file).Length, 1, SmallSegment));
    }

    [Fact]
    public void A_journal_can_be_read_while_it_is_written()
    {
        using var journal = new PaymentJournal(_folder);
        journal.Write(Numbered("order", 1));

        Assert.Equal([Numbered("order", 1)], JournalReader.Read(_folder));

        journal.Write(Numbered("order", 2));

        Assert.Equal([Numbered("order", 1), Numbered("order", 2)], JournalReader.Read(_folder));
    }

    /// <summary>Truncates and overwrites a journal at every byte. The records that remain must be a subset of those written.</summary>
    [Fact]
    public void Damage_loses_only_the_records_that_it_hits()
    {
        StoryRecord[] records = [.. Enumerable.Range(0, 20).Select(i => Numbered($"order-{i:D2}", i))];
        using (var journal = new PaymentJournal(_folder, SmallSegment))
        {
            foreach (var record in records)
                journal.Write(record);
        }
        var file = Assert.Single(Directory.GetFiles(_folder));
        var whole = File.ReadAllBytes(file);
        var frame = whole.Length / records.Length;
        var padding = frame - JournalFrame.HeaderLength - StoryCodec.Write(records[0], new byte[StoryCodec.MaxLength]);

        for (var cut = 0; cut < whole.Length; cut++)
        {
            File.WriteAllBytes(file, whole[..cut]);
            Assert.Equal(records[..((cut + padding) / frame)], JournalReader.Read(_folder));

            var damaged = whole.ToArray();
            damaged[cut] ^= 0x20;
            File.WriteAllBytes(file, damaged);
            Assert.Equal(records.Where((_, i) => i != cut / frame || cut % frame >= frame - padding), JournalReader.Read(_folder));
        }
    }

    [Fact]
    public void A_new_journal_never_continues_an_existing_one()
    {
        new PaymentJournal(_folder).Dispose();

        Assert.Contains("holds a journal already", Assert.Throws<IOException>(() => new PaymentJournal(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused_and_nothing_is_written()
    {
        using var journal = new PaymentJournal(_folder);

        Assert.Throws<ArgumentException>(() => journal.Write(Numbered(new string('x', 300), 1)));

        Assert.Empty(JournalReader.Read(_folder));
    }

    private static ShownPayment Numbered(string order, long number) => new(order, number, $"pay_{order}", "captured", null, null);
}
