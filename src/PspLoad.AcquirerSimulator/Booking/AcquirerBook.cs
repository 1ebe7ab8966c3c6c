using PspLoad.AcquirerSimulator.Behaviours;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>
/// Every operation by its reference. One lock suffices: a booking takes about a microsecond and must see the current amounts of its parent. Nothing is
/// evicted; a full book refuses new operations.
/// </summary>
/// <param name="capacity">largest number of operations</param>
/// <param name="time">for <see cref="BookEntry.At"/></param>
public sealed class AcquirerBook(int capacity, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly CardMask _mask = new();
    private readonly List<BookEntry> _entries = [];
    private readonly Dictionary<(Operation, string), BookEntry> _byReference = [];
    private readonly Dictionary<(Operation, string), int> _hungUnbooked = [];
    private readonly HashSet<string> _reversed = [];
    private readonly Chargebacks _chargebacks = new();
    private string _epoch = NewEpoch();
    private long _attempts;
    private long _conflicts;

    public bool IsFull
    {
        get
        {
            lock (_gate)
                return _entries.Count + _hungUnbooked.Count >= capacity;
        }
    }

    /// <summary>Books a valid request once; a repetition returns the first entry.</summary>
    public BookingResult Book(Operation operation, OperationRequest request, Decision decision)
    {
        var fingerprint = _mask.Fingerprint(request);
        var key = (operation, request.Reference!);
        lock (_gate)
        {
            _attempts++;
            if (_byReference.TryGetValue(key, out var known))
            {
                if (known.Fingerprint != fingerprint)
                    return Conflict();
                known.Attempts++;
                return new(BookingStatus.Repeated, known);
            }

            if (operation.TakesCard() && FindCharge(request.Reference!) is not null)
                return Conflict();
            if (_entries.Count + _hungUnbooked.Count >= capacity)
                return new(BookingStatus.Full);
            var earlier = _hungUnbooked.GetValueOrDefault(key);
            if (decision.Delivery == Delivery.HangsUnbooked && earlier == 0)
            {
                _hungUnbooked.Add(key, 1);
                return new(BookingStatus.Unbooked);
            }

            _hungUnbooked.Remove(key);
            var entry = Add(operation, request, decision, fingerprint, earlier + 1);
            return new(BookingStatus.Booked, entry, earlier == 0 ? decision.Delivery : Delivery.Answered);
        }
    }

    /// <returns>null when no such operation arrived</returns>
    public BookEntry? Find(Operation operation, string reference)
    {
        lock (_gate)
            return _byReference.GetValueOrDefault((operation, reference));
    }

    /// <summary>Takes back at once what is left of a sale or an authorisation.</summary>
    /// <returns>null when there is no such operation, or nothing is left of it</returns>
    public BookEntry? ChargeBack(string parent)
    {
        lock (_gate)
            return FindCharge(parent) is { } charge ? Raise(charge) : null;
    }

    /// <summary>The oldest chargebacks that the PSP has not accepted.</summary>
    public IReadOnlyList<BookEntry> OpenChargebacks(int limit)
    {
        lock (_gate)
        {
            RaiseDue();
            return [.. _chargebacks.Open.Take(limit)];
        }
    }

    /// <summary>The PSP has booked the chargeback.</summary>
    /// <returns>false when there is no such chargeback</returns>
    public bool Accept(string chargeback)
    {
        lock (_gate)
        {
            _chargebacks.Accept(chargeback);
            return _byReference.ContainsKey((Operation.Chargeback, chargeback));
        }
    }

    /// <summary>A snapshot of the book, in the order of booking.</summary>
    public IReadOnlyList<BookLine> Lines()
    {
        lock (_gate)
        {
            RaiseDue();
            return _entries.ConvertAll(entry => new BookLine(
                _epoch,
                entry.Sequence,
                entry.At,
                entry.Operation,
                entry.Reference,
                entry.Parent,
                entry.OrderId,
                entry.Amount,
                entry.Currency,
                entry.Card,
                entry.Outcome,
                entry.Reason,
                entry.Attempts,
                entry.Charges
            ));
        }
    }

    public BookSummary Summarize()
    {
        lock (_gate)
        {
            RaiseDue();
            var totals = new SortedDictionary<string, CurrencyTotals>(StringComparer.Ordinal);
            foreach (var entry in _entries)
            {
                if (entry is { Charges: > 0, Currency: { } currency })
                    totals[currency] = Total(totals.GetValueOrDefault(currency, CurrencyTotals.Zero), entry);
            }

            return new(_epoch, _entries.Count, _attempts, _entries.Sum(entry => (long)entry.Charges), _conflicts, totals);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _byReference.Clear();
            _hungUnbooked.Clear();
            _reversed.Clear();
            _chargebacks.Clear();
            _attempts = _conflicts = 0;
            _epoch = NewEpoch();
        }
    }

    private static string NewEpoch() => Guid.NewGuid().ToString("N");

    private BookEntry Add(Operation operation, OperationRequest request, Decision decision, ulong fingerprint, int attempt)
    {
        var parent = request.Parent is { } reference ? FindCharge(reference) : null;
        var reason =
            decision.Outcome != Outcome.Approved ? decision.Reason
            : operation.TakesCard() ? (_reversed.Contains(request.Reference!) ? DeclineReason.Reversed : null)
            : BookRules.Check(request, operation, parent, parent?.ChargedBack > 0 && !_chargebacks.AreOpen(parent));
        var entry = new BookEntry
        {
            Sequence = _entries.Count + 1,
            At = time.GetUtcNow(),
            Operation = operation,
            Reference = request.Reference!,
            Parent = request.Parent,
            // A reversal names only its parent; a reader wants to know the order.
            OrderId = request.OrderId ?? parent?.OrderId,
            Amount = request.Amount ?? 0,
            Currency = request.Currency,
            Card = CardMask.Mask(request.Card),
            Outcome = decision.Outcome == Outcome.Approved && reason is not null ? Outcome.Declined : decision.Outcome,
            Reason = reason,
            Attempts = attempt,
            Fingerprint = fingerprint,
        };
        if (entry.Outcome == Outcome.Approved)
        {
            if (operation == Operation.Void && parent is not null)
                _chargebacks.Withdraw(parent);
            BookRules.Apply(entry, parent);
            if (decision.ChargebackAfter is { } pause)
                _chargebacks.Plan(entry, entry.At + pause);
            if (operation == Operation.Void && parent is null)
                _reversed.Add(request.Parent!);
        }

        _entries.Add(entry);
        _byReference.Add((operation, entry.Reference), entry);
        return entry;
    }

    private void RaiseDue()
    {
        while (_chargebacks.NextDue(time.GetUtcNow()) is { } sale)
            Raise(sale);
    }

    private BookEntry? Raise(BookEntry charge)
    {
        if (charge.Outcome != Outcome.Approved || BookRules.Left(charge) is not (> 0 and var amount))
            return null;
        var entry = new BookEntry
        {
            Sequence = _entries.Count + 1,
            At = time.GetUtcNow(),
            Operation = Operation.Chargeback,
            Reference = $"cbk_{Guid.CreateVersion7(time.GetUtcNow()):N}",
            Parent = charge.Reference,
            OrderId = charge.OrderId,
            Amount = amount,
            Currency = charge.Currency,
            Card = charge.Card,
            Outcome = Outcome.Approved,
        };
        BookRules.Apply(entry, charge);
        _entries.Add(entry);
        _byReference.Add((Operation.Chargeback, entry.Reference), entry);
        _chargebacks.Raised(entry);
        return entry;
    }

    private BookEntry? FindCharge(string reference) =>
        _byReference.GetValueOrDefault((Operation.Sale, reference)) ?? _byReference.GetValueOrDefault((Operation.Authorize, reference));

    private BookingResult Conflict()
    {
        _conflicts++;
        return new(BookingStatus.Conflict);
    }

    private static CurrencyTotals Total(CurrencyTotals totals, BookEntry entry) =>
        entry.Operation switch
        {
            Operation.Authorize => totals with { Authorized = totals.Authorized + entry.Amount },
            Operation.Sale => totals with { Authorized = totals.Authorized + entry.Amount, Captured = totals.Captured + entry.Amount },
            Operation.Capture => totals with { Captured = totals.Captured + entry.Amount },
            Operation.Void => totals with { Voided = totals.Voided + entry.Amount },
            Operation.Refund => totals with { Refunded = totals.Refunded + entry.Amount },
            _ => totals with { ChargedBack = totals.ChargedBack + entry.Amount },
        };
}
