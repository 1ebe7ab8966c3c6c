using System.Globalization;
using System.Runtime.CompilerServices;
using PspLoad.Core.Load;
using PspLoad.Payments.Client;
using PspLoad.Payments.Data;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Flows;

/// <summary>
/// One iteration of a flow as the flow sees it: an order, a card, steps and pauses. Everything about it follows from the run's seed and the
/// iteration's number.
/// </summary>
public sealed class Customer
{
    private readonly Shop _shop;
    private readonly IIteration _iteration;

    internal Customer(Shop shop, IIteration iteration)
    {
        (this._shop, this._iteration) = (shop, iteration);
        Order = new Order(shop, string.Create(CultureInfo.InvariantCulture, $"{shop.Run}-{iteration.Number}"), shop.Orders.Draw(iteration.Random));
    }

    public Order Order { get; }

    public Random Random => _iteration.Random;

    /// <summary>Name of a card that approves, another one for each customer.</summary>
    public string Card() => NamedCards.AnyApproving(_iteration.Random);

    /// <summary>Asks, and checks the answer. Intent and answer are in the journal whatever happens.</summary>
    /// <param name="step">index into the flow's steps</param>
    /// <param name="intent">what to ask for</param>
    /// <param name="expected">how the answer must be</param>
    /// <returns>the answer, or null when it is not as expected: the story ends here</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Reply?> StepAsync(int step, Intent intent, Expectation expected)
    {
        var mark = _iteration.BeginStep(step);
        return Check(mark, await _shop.Psp.AskAsync(intent, _iteration.Stopping), expected);
    }

    /// <summary>
    /// Asks for the same twice at once under one key, as an impatient finger does. The journal holds one intent, and of the answers the one
    /// that says more comes first: "in progress" is no news of a
    /// payment whose outcome is known.
    /// </summary>
    /// <param name="step">index into the flow's steps</param>
    /// <param name="again">index of the step that the second request is measured as</param>
    /// <param name="intent">what to ask for</param>
    /// <param name="expected">how an answer must be</param>
    /// <returns>the answer that says more, or null when one is not as expected, or both are "in progress"</returns>
    public async ValueTask<Reply?> TwiceAsync(int step, int again, Intent intent, Expectation expected)
    {
        _shop.Psp.Note(intent);
        var first = SubmitAsync(step, intent, intent.Key, expected);
        var second = SubmitAsync(again, intent, $"{intent.Key}.again", expected);
        var (one, other) = (await first, await second);
        var (more, less) = Says(one.Reply) >= Says(other.Reply) ? (one, other) : (other, one);
        _shop.Psp.Note(intent, more.Reply);
        _shop.Psp.Note(intent, less.Reply);
        if (!one.Passed || !other.Passed)
            return null;
        if (!more.Reply.IsInProgress)
            return more.Reply;
        _iteration.Fail(ErrorKind.CheckFailed, $"each of two requests was told that the other is in progress (key {intent.Key})");
        return null;
    }

    /// <summary>Looks at the payment.</summary>
    /// <inheritdoc cref="StepAsync"/>
    public async ValueTask<Reply?> LookAsync(int step, Expectation expected)
    {
        var mark = _iteration.BeginStep(step);
        return Check(mark, await _shop.Psp.ReadPaymentAsync(Order.PaymentId!, $"{Order.Id}.look", _iteration.Stopping), expected);
    }

    /// <summary>Waits as a person would: between half and one and a half times as long, and by the shop's factor.</summary>
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

    private static int Says(Reply reply) =>
        reply.Outcome switch
        {
            PaymentOutcome.Acknowledged or PaymentOutcome.Declined => 2,
            PaymentOutcome.Indeterminate when reply.IsInProgress => 1,
            _ => 0,
        };
}
