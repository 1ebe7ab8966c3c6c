using System.Globalization;
using System.Runtime.CompilerServices;
using PspLoad.Core.Load;
using PspLoad.Payments.Client;
using PspLoad.Payments.Data;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Flows;

/// <summary>
/// One iteration as its flow sees it: an order, a card, steps and pauses. The run's seed and the iteration's number determine all random values.
/// </summary>
public sealed class Customer
{
    private readonly Shop _shop;
    private readonly IIteration _iteration;

    internal Customer(Shop shop, IIteration iteration)
    {
        (_shop, _iteration) = (shop, iteration);
        Order = new Order(shop, string.Create(CultureInfo.InvariantCulture, $"{shop.Run}-{iteration.Number}"), shop.Orders.Draw(iteration.Random));
    }

    public Order Order { get; }

    public Random Random => _iteration.Random;

    /// <summary>Name of a random card that approves.</summary>
    public string Card() => NamedCards.AnyApproving(_iteration.Random);

    /// <summary>Sends a request and checks the answer. Both are journalled in any case.</summary>
    /// <param name="step">index into the flow's steps</param>
    /// <param name="intent">the request</param>
    /// <param name="expected">the expected answer</param>
    /// <returns>the answer; null when it differs from the expected one, then the flow must end</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Reply?> StepAsync(int step, Intent intent, Expectation expected)
    {
        var mark = _iteration.BeginStep(step);
        return Check(mark, await _shop.Psp.AskAsync(intent, _iteration.Stopping), expected);
    }

    /// <summary>
    /// Sends the same request twice at once under one key, like a double click. The journal gets an intent for each and both answers, the more
    /// conclusive answer first: "in progress" adds nothing once the outcome is known.
    /// </summary>
    /// <param name="step">index into the flow's steps</param>
    /// <param name="again">index of the step for the second request</param>
    /// <param name="intent">the request</param>
    /// <param name="expected">the expected answer</param>
    /// <returns>the more conclusive answer; null when one differs from the expected answer, or both are "in progress"</returns>
    public async ValueTask<Reply?> TwiceAsync(int step, int again, Intent intent, Expectation expected)
    {
        _shop.Psp.Note(intent);
        _shop.Psp.Note(intent);
        var first = SubmitAsync(step, intent, intent.Key, expected);
        var second = SubmitAsync(again, intent, $"{intent.Key}.again", expected);
        var (one, other) = (await first, await second);
        var (more, less) = Weight(one.Reply) >= Weight(other.Reply) ? (one, other) : (other, one);
        _shop.Psp.Note(intent, more.Reply);
        _shop.Psp.Note(intent, less.Reply);
        if (!one.Passed || !other.Passed)
            return null;
        if (!more.Reply.IsInProgress)
            return more.Reply;
        _iteration.Fail(ErrorKind.CheckFailed, $"both requests were answered 'in progress' (key {intent.Key})");
        return null;
    }

    /// <summary>Reads the payment and checks it.</summary>
    /// <inheritdoc cref="StepAsync"/>
    public async ValueTask<Reply?> LookAsync(int step, Expectation expected)
    {
        var mark = _iteration.BeginStep(step);
        return Check(mark, await _shop.Psp.ReadPaymentAsync(Order.PaymentId!, $"{Order.Id}.look", _iteration.Stopping), expected);
    }

    /// <summary>Pauses like a person: 0.5 to 1.5 times the given seconds, times the shop's factor.</summary>
    public ValueTask ThinkAsync(double seconds) =>
        _iteration.ThinkAsync(TimeSpan.FromSeconds(seconds * _shop.ThinkTime * (0.5 + _iteration.Random.NextDouble())));

    private async Task<(Reply Reply, bool Passed)> SubmitAsync(int step, Intent intent, string requestId, Expectation expected)
    {
        var mark = _iteration.BeginStep(step);
        var reply = await _shop.Psp.SendAsync(intent, requestId, _iteration.Stopping);
        return (reply, Check(mark, reply, expected) is not null);
    }

    private Reply? Check(in StepMark mark, Reply reply, Expectation expected)
    {
        var (kind, detail) = expected.Judge(Order, reply);
        _iteration.EndStep(mark, kind, detail);
        if (kind != ErrorKind.None)
            return null;
        if (!expected.Token)
            Order.PaymentId ??= reply.PaymentId;
        return reply;
    }

    private static int Weight(Reply reply) =>
        reply.Outcome switch
        {
            PaymentOutcome.Acknowledged or PaymentOutcome.Declined => 2,
            PaymentOutcome.Indeterminate when reply.IsInProgress => 1,
            _ => 0,
        };
}
