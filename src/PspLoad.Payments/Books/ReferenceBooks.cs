using PspLoad.Core.Results;
using PspLoad.Payments.Client;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Replicas;

namespace PspLoad.Payments.Books;

/// <summary>The witnesses of a run against the reference PSP.</summary>
public static class ReferenceBooks
{
    /// <summary>Longer than the PSP waits for a node that was killed.</summary>
    private static readonly TimeSpan s_webhooksWithin = TimeSpan.FromSeconds(60);

    /// <param name="psp">the PSP</param>
    /// <param name="acquirer">null when its book is not compared</param>
    /// <param name="database">finds the database server that takes writes; null when the database is not compared</param>
    /// <param name="mark">the run's part of the books</param>
    /// <param name="folder">folder of the run</param>
    /// <returns>all witnesses except the journal</returns>
    public static IReadOnlyList<IWitness> Witnesses(PspClient psp, AcquirerAdmin? acquirer, PrimaryDatabase? database, BooksMark mark, string folder) =>
        Witnesses(psp, acquirer, database, mark, [folder], PaymentStateWitness.StandardMost);

    /// <param name="psp">the PSP</param>
    /// <param name="acquirer">null when its book is not compared</param>
    /// <param name="database">finds the database server that takes writes; null when the database is not compared</param>
    /// <param name="mark">covers all runs</param>
    /// <param name="folders">folders of the runs</param>
    /// <param name="mostShown">approximate upper limit of payments that are read one by one</param>
    /// <inheritdoc cref="Witnesses(PspClient, AcquirerAdmin?, PrimaryDatabase?, BooksMark, string)" path="/returns"/>
    public static IReadOnlyList<IWitness> Witnesses(
        PspClient psp,
        AcquirerAdmin? acquirer,
        PrimaryDatabase? database,
        BooksMark mark,
        IReadOnlyList<string> folders,
        int mostShown
    )
    {
        var journals = folders.Select(folder => Path.Combine(folder, ResultFiles.Journal)).ToList();
        List<IWitness> witnesses = [new LedgerWitness(psp, mark), new SettlementWitness(psp, mark), new PaymentStateWitness(psp, journals, mostShown)];
        if (acquirer is not null)
            witnesses.Add(new AcquirerWitness(acquirer, mark));
        if (database is not null && mark.Runs.Count > 0)
            witnesses.Add(new DatabaseWitness(database, mark));
        List<string> webhooks = [.. folders.Select(folder => Path.Combine(folder, ResultFiles.Webhooks)).Where(JournalReader.Exists)];
        if (webhooks.Count > 0)
            witnesses.Add(new NotificationWitness(psp, mark, webhooks, s_webhooksWithin));
        return witnesses;
    }
}
