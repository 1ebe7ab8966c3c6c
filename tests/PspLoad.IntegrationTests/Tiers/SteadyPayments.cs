using System.Collections.Concurrent;
using System.Diagnostics;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// Payments that arrive at the front at a steady rate and do not wait for earlier ones. Each repeats its key until its outcome is known, as a
/// merchant does. Every attempt is counted.
/// </summary>
internal sealed class SteadyPayments : IDisposable
{
    private static readonly TimeSpan s_giveUp = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly FrontDoor _front;
    private readonly int _perSecond;
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly ConcurrentBag<(TimeSpan End, Answer Answer)> _attempts = [];
    private readonly ConcurrentDictionary<string, Answer> _outcomes = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Task _running;
    private int _answered;

    private SteadyPayments(FrontDoor front, int perSecond, CancellationToken cancellationToken)
    {
        (this._front, this._perSecond) = (front, perSecond);
        _running = Task.Run(() => ArriveAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Attempts whose answer was neither a payment nor "repeat it later", including broken connections.</summary>
    public int FailedRequests => _attempts.Count(attempt => IsFailure(attempt.Answer));

    /// <summary>Attempts that were answered with "still in progress, repeat it later".</summary>
    public int ToldToRepeat => _attempts.Count(attempt => IsToldToRepeat(attempt.Answer));

    public string Failures =>
        string.Join(
            ", ",
            _attempts
                .Where(attempt => IsFailure(attempt.Answer))
                .GroupBy(attempt => attempt.Answer.Status == 0 ? $"no answer ({attempt.Answer.ContentType})" : $"{attempt.Answer.Status}")
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{group.Count()} × {group.Key}")
        );

    public int Answered => Volatile.Read(ref _answered);

    /// <summary>The last answer about each order, by order number.</summary>
    public IReadOnlyDictionary<string, Answer> Outcomes => _outcomes;

    /// <summary>The longest time without an answered payment, seconds.</summary>
    public double Outage
    {
        get
        {
            var ends = _attempts.Where(attempt => attempt.Answer.Status is 200 or 201).Select(attempt => attempt.End.TotalSeconds).Order().ToList();
            return ends.Zip(ends.Skip(1), (one, next) => next - one).DefaultIfEmpty(double.PositiveInfinity).Max();
        }
    }

    /// <summary>Starts the payments; returns after one second's worth of them was answered.</summary>
    public static async Task<SteadyPayments> StartAsync(FrontDoor front, int perSecond, CancellationToken cancellationToken)
    {
        var payments = new SteadyPayments(front, perSecond, cancellationToken);
        await payments.AnsweredMoreAsync(perSecond, cancellationToken);
        return payments;
    }

    /// <summary>Waits until so many more payments were answered.</summary>
    public async Task AnsweredMoreAsync(int count, CancellationToken cancellationToken)
    {
        var target = Answered + count;
        await Wait.UntilAsync($"{count} more payments answered ({Failures})", s_giveUp, () => Task.FromResult(Answered >= target), cancellationToken);
    }

    /// <summary>Stops the arrivals; returns after every payment has its outcome.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public void Dispose() => _stop.Dispose();

    private async Task ArriveAsync(CancellationToken cancellationToken)
    {
        var payments = new List<Task>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / _perSecond));
        while (!_stop.IsCancellationRequested && await pace.WaitForNextTickAsync(cancellationToken))
            payments.Add(PayAsync($"{_run}-{payments.Count}", cancellationToken));
        await Task.WhenAll(payments);
    }

    private async Task PayAsync(string order, CancellationToken cancellationToken)
    {
        var body = TestCards.Payment(TestCards.Approved, orderId: order);
        for (var began = Stopwatch.GetTimestamp(); ; )
        {
            var answer = await _front.PostAsync("/v1/payments", body, order, cancellationToken);
            _attempts.Add((Stopwatch.GetElapsedTime(_started), answer));
            if (answer.Status is 200 or 201)
                Interlocked.Increment(ref _answered);
            _outcomes[order] = answer;
            if (answer.IsFinal || Stopwatch.GetElapsedTime(began) > s_giveUp)
                return;
            await Task.Delay(s_pause, cancellationToken);
        }
    }

    private static bool IsToldToRepeat(Answer answer) => answer is { RetryAfter: not null, Status: 202 or 409 };

    private static bool IsFailure(Answer answer) => answer.Status is not (200 or 201 or 402) && !IsToldToRepeat(answer);
}
