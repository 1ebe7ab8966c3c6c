using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Behaviours;

/// <summary>
/// Decides from seed, operation and reference alone, so order, time and repetition change nothing. SHA-256 of the three gives four independent uniform
/// numbers.
/// </summary>
public static class DecisionMaker
{
    public static Decision Decide(Behaviour behaviour, Operation operation, string reference, CardData? card, DateOnly today)
    {
        Span<byte> input = stackalloc byte[9 + OperationValidation.LongestName];
        BinaryPrimitives.WriteInt64LittleEndian(input, behaviour.Seed);
        input[8] = (byte)operation;
        var length = 9 + Encoding.ASCII.GetBytes(reference, input[9..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input[..length], hash);

        var latency = Latency(behaviour, Uniform(hash, 1), Uniform(hash, 2));
        var decision =
            card is not null && OfCard(card, today, latency) is { } fixedDecision
                ? fixedDecision
                : ByRates(behaviour, operation, Uniform(hash, 0), Uniform(hash, 3), latency);
        return operation == Operation.Sale && card?.Number == TestCards.ChargedBack
            ? decision with
            {
                ChargebackAfter = TimeSpan.FromMilliseconds(behaviour.ChargebackAfterMs),
            }
            : decision;
    }

    private static Decision? OfCard(CardData card, DateOnly today, TimeSpan latency) =>
        card.Number switch
        {
            { } number when !PassesLuhn(number) => new(Outcome.Declined, DeclineReason.InvalidCard, Delivery.Answered, latency),
            _ when card.ExpiryYear * 12 + card.ExpiryMonth < today.Year * 12 + today.Month => new(
                Outcome.Declined,
                DeclineReason.ExpiredCard,
                Delivery.Answered,
                latency
            ),
            TestCards.Declined => new(Outcome.Declined, DeclineReason.DoNotHonor, Delivery.Answered, latency),
            TestCards.InsufficientFunds => new(Outcome.Declined, DeclineReason.InsufficientFunds, Delivery.Answered, latency),
            TestCards.Error => new(Outcome.Error, null, Delivery.Answered, latency),
            TestCards.AnswersLate => new(Outcome.Approved, null, Delivery.Late, latency),
            _ => null,
        };

    private static Decision ByRates(Behaviour behaviour, Operation operation, double draw, double hangDraw, TimeSpan latency)
    {
        if ((draw -= behaviour.HangRate) < 0)
            return new(Outcome.Approved, null, hangDraw < behaviour.HangBookedShare ? Delivery.HangsBooked : Delivery.HangsUnbooked, latency);
        if ((draw -= behaviour.LostAnswerRate) < 0)
            return new(Outcome.Approved, null, Delivery.Lost, latency);
        if ((draw -= behaviour.ErrorRate) < 0)
            return new(Outcome.Error, null, Delivery.Answered, latency);
        if (draw - behaviour.DeclineRate < 0 && operation.TakesCard())
            return new(Outcome.Declined, DeclineReason.DoNotHonor, Delivery.Answered, latency);
        return new(Outcome.Approved, null, Delivery.Answered, latency);
    }

    /// <summary>Log-normal by Box and Muller (1958): median · e^(σ·z).</summary>
    private static TimeSpan Latency(Behaviour behaviour, double first, double second)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - first)) * Math.Cos(2 * Math.PI * second);
        return TimeSpan.FromMilliseconds(Math.Min(behaviour.LatencyMedianMs * Math.Exp(behaviour.LatencySigma * normal), Behaviour.LongestMs));
    }

    /// <summary>53 bits of the hash as a number in [0, 1).</summary>
    private static double Uniform(ReadOnlySpan<byte> hash, int index) =>
        (BinaryPrimitives.ReadUInt64LittleEndian(hash[(index * 8)..]) >> 11) * (1.0 / (1UL << 53));

    private static bool PassesLuhn(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            if (i % 2 == 1 && (digit *= 2) > 9)
                digit -= 9;
            sum += digit;
        }

        return sum % 10 == 0;
    }
}
