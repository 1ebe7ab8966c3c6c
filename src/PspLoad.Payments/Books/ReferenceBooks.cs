using PspLoad.Core.Results;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Books;

/// <summary>The witnesses of a run at the reference PSP, beside the journal.</summary>
public static class ReferenceBooks
{
    /// <param name="psp">whose books</param>
    /// <param name="acquirer">null: its book is not compared</param>
    /// <param name="mark">where the run's part of the books begins</param>
    /// <param name="folder">of the run</param>
    public static IReadOnlyList<IWitness> Witnesses(PspClient psp, AcquirerAdmin? acquirer, BooksMark mark, string folder)
    {
        List<IWitness> witnesses = [new LedgerWitness(psp, mark), new PaymentStateWitness(psp, Path.Combine(folder, ResultFiles.Journal))];
        if (acquirer is not null)
            witnesses.Add(new AcquirerWitness(acquirer, mark));
        return witnesses;
    }
}
