using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>
/// Pairs what the client was told with what the PSP booked, for one effect of one order. Pairs are formed in this order:
/// <list type="number">
/// <item>acknowledgements with movements of the same amount, currency and payment;</item>
/// <item>indeterminate operations with movements of the same amount and currency: they may have happened or not;</item>
/// <item>remaining acknowledgements with remaining movements that differ: a mismatch.</item>
/// </list>
/// An acknowledgement without a partner is lost. A movement without a partner is a duplicate of a paired one, or a phantom.
/// </summary>
internal sealed class BookMatch
{
    private readonly List<Movement> _open;
    private readonly List<Movement> _paired = [];
    private readonly List<Answer> _lost = [];
    private readonly List<(Answer Told, Movement Booked)> _mismatches = [];

    public BookMatch(OrderStory story, Effect effect)
    {
        _open = [.. story.Movements.Where(movement => movement.Effect == effect)];
        var acknowledged = story.Operations.Where(operation => operation.IsAcknowledgedAs(effect)).Select(operation => operation.Final!).ToList();
        var indeterminate = story.Operations.Where(operation => operation.IsIndeterminate && operation.Intent?.Effect == effect);

        var unpaired = acknowledged.FindAll(answer => !TryPair(movement => Confirms(movement, answer)));
        foreach (var operation in indeterminate)
            TryPair(movement => Confirms(movement, operation.Intent!));
        foreach (var answer in unpaired)
            PairWithDifferent(answer);
    }

    /// <summary>Acknowledgements without any movement.</summary>
    public IReadOnlyList<Answer> Lost => _lost;

    /// <summary>Acknowledgements whose movement has another amount, currency or payment.</summary>
    public IReadOnlyList<(Answer Told, Movement Booked)> Mismatches => _mismatches;

    /// <summary>Movements that repeat a paired one.</summary>
    public IEnumerable<Movement> Duplicates => _open.Where(RepeatsPaired);

    /// <summary>Movements that nothing explains.</summary>
    public IEnumerable<Movement> Phantoms => _open.Where(movement => !RepeatsPaired(movement));

    private static bool Confirms(Movement movement, Answer told) =>
        movement.Amount == told.Amount && movement.Currency == told.Currency && movement.PaymentId == (told.PaymentId ?? movement.PaymentId);

    private static bool Confirms(Movement movement, Intent asked) =>
        movement.Amount == asked.Amount && movement.Currency == (asked.Currency ?? movement.Currency);

    private bool RepeatsPaired(Movement movement) => _paired.Exists(paired => paired.Amount == movement.Amount && paired.Currency == movement.Currency);

    private bool TryPair(Predicate<Movement> fits)
    {
        var index = _open.FindIndex(fits);
        if (index < 0)
            return false;
        _paired.Add(_open[index]);
        _open.RemoveAt(index);
        return true;
    }

    /// <summary>A movement that repeats a paired one is left alone: then one operation is lost and another one booked twice.</summary>
    private void PairWithDifferent(Answer answer)
    {
        var index = _open.FindIndex(movement => !RepeatsPaired(movement));
        if (index < 0)
        {
            _lost.Add(answer);
            return;
        }
        _mismatches.Add((answer, _open[index]));
        _open.RemoveAt(index);
    }
}
