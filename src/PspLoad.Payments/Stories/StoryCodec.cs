namespace PspLoad.Payments.Stories;

/// <summary>Encodes story records: a tag, then the fields in the order of their declaration, little-endian. Strings are UTF-8, at most 254 bytes.</summary>
internal static class StoryCodec
{
    /// <summary>Upper limit of a record, bytes.</summary>
    public const int MaxLength = 2048;

    private const byte IntentTag = 1,
        AnswerTag = 2,
        MovementTag = 3,
        ChargeTag = 5,
        ShownPaymentTag = 6,
        StoredMovementTag = 7,
        StoredPaymentTag = 8,
        AnswerWithTotalsTag = 9,
        NotificationTag = 10,
        SettledLineTag = 20,
        AnswerWithChargebackTag = 21,
        AnswerAboutAnotherOrderTag = 22;

    /// <returns>bytes written</returns>
    /// <exception cref="ArgumentException">a string is too long</exception>
    public static int Write(StoryRecord record, Span<byte> destination)
    {
        var writer = new ByteWriter(destination);
        switch (record)
        {
            case Intent intent:
                Begin(ref writer, IntentTag, record);
                writer.Text(intent.Key);
                writer.Text(intent.Operation);
                writer.Byte((byte)intent.Effect);
                writer.OptionalText(intent.PaymentId);
                writer.Int64(intent.Amount);
                writer.OptionalText(intent.Currency);
                writer.OptionalText(intent.Source);
                break;
            case Answer answer:
                Begin(ref writer, TagOf(answer), record);
                writer.Text(answer.Key);
                writer.Byte((byte)answer.Outcome);
                writer.Byte((byte)answer.Effect);
                writer.Int64(answer.Status);
                writer.OptionalText(answer.PaymentId);
                writer.OptionalText(answer.State);
                writer.Int64(answer.Amount);
                writer.OptionalText(answer.Currency);
                writer.OptionalText(answer.RequestId);
                if (answer.OtherOrder is not null)
                {
                    writer.Text(answer.OtherOrder);
                    WriteOptional(ref writer, answer.Totals);
                    break;
                }
                if (answer.Totals is not null)
                    WriteThree(ref writer, answer.Totals);
                if (answer.Totals is { ChargedBack: not 0 and var chargedBack })
                    writer.Int64(chargedBack);
                break;

            case Movement movement:
                Begin(ref writer, MovementTag, record);
                writer.Text(movement.Reference);
                writer.Text(movement.PaymentId);
                writer.Byte((byte)movement.Effect);
                writer.Int64(movement.Amount);
                writer.Text(movement.Currency);
                writer.Int64(movement.Debits);
                writer.Int64(movement.Credits);
                break;
            case ShownPayment shown:
                Begin(ref writer, ShownPaymentTag, record);
                writer.Text(shown.PaymentId);
                writer.OptionalText(shown.State);
                writer.OptionalText(shown.Currency);
                WriteOptional(ref writer, shown.Totals);
                writer.OptionalText(shown.Card);
                break;
            case Notification notified:
                Begin(ref writer, NotificationTag, record);
                writer.Text(notified.Reference);
                writer.Text(notified.Type);
                writer.Int64(notified.Version);
                writer.Text(notified.PaymentId);
                writer.Text(notified.State);
                writer.Int64(notified.Amount);
                writer.Text(notified.Currency);
                Write(ref writer, notified.Totals);
                break;
            case StoredMovement stored:
                Begin(ref writer, StoredMovementTag, record);
                writer.Text(stored.Reference);
                writer.Text(stored.PaymentId);
                writer.Byte((byte)stored.Effect);
                writer.Int64(stored.Amount);
                writer.Text(stored.Currency);
                writer.Int64(stored.Debits);
                writer.Int64(stored.Credits);
                writer.OptionalText(stored.OtherMerchant);
                break;
            case StoredPayment stored:
                Begin(ref writer, StoredPaymentTag, record);
                writer.Text(stored.PaymentId);
                writer.Text(stored.State);
                writer.Text(stored.Currency);
                Write(ref writer, stored.Totals);
                writer.OptionalText(stored.OtherMerchant);
                writer.OptionalText(stored.Card);
                break;
            case SettledLine settled:
                Begin(ref writer, SettledLineTag, record);
                writer.Text(settled.Reference);
                writer.Text(settled.PaymentId);
                writer.Byte((byte)settled.Effect);
                writer.Int64(settled.Amount);
                writer.Text(settled.Currency);
                break;
            case Charge charge:
                Begin(ref writer, ChargeTag, record);
                writer.Text(charge.Reference);
                writer.OptionalText(charge.Parent);
                writer.Byte((byte)charge.Effect);
                writer.Int64(charge.Amount);
                writer.OptionalText(charge.Currency);
                writer.Int64(charge.Times);
                writer.OptionalText(charge.Card);
                break;
            default:
                throw new ArgumentException($"no encoding for {record.GetType().Name}", nameof(record));
        }
        return writer.Length;
    }

    /// <exception cref="InvalidDataException">the bytes are not a record</exception>
    public static StoryRecord Read(ReadOnlySpan<byte> source)
    {
        var reader = new ByteReader(source);
        var tag = reader.Byte();
        var order = reader.Text();
        var at = reader.Int64();
        StoryRecord record = tag switch
        {
            IntentTag => new Intent(
                order,
                at,
                reader.Text(),
                reader.Text(),
                (Effect)reader.Byte(),
                reader.OptionalText(),
                reader.Int64(),
                reader.OptionalText(),
                reader.OptionalText()
            ),
            AnswerTag => ReadAnswer(ref reader, order, at),
            AnswerWithTotalsTag => ReadAnswer(ref reader, order, at) with { Totals = ReadThree(ref reader) },
            AnswerWithChargebackTag => ReadAnswer(ref reader, order, at) with { Totals = ReadTotals(ref reader) },
            AnswerAboutAnotherOrderTag => ReadAnswer(ref reader, order, at) with { OtherOrder = reader.Text(), Totals = ReadOptionalTotals(ref reader) },
            MovementTag => new Movement(
                order,
                at,
                reader.Text(),
                reader.Text(),
                (Effect)reader.Byte(),
                reader.Int64(),
                reader.Text(),
                reader.Int64(),
                reader.Int64()
            ),
            ShownPaymentTag => new ShownPayment(
                order,
                at,
                reader.Text(),
                reader.OptionalText(),
                reader.OptionalText(),
                ReadOptionalTotals(ref reader),
                reader.OptionalText()
            ),
            NotificationTag => new Notification(
                order,
                at,
                reader.Text(),
                reader.Text(),
                reader.Int64(),
                reader.Text(),
                reader.Text(),
                reader.Int64(),
                reader.Text(),
                ReadTotals(ref reader)
            ),
            StoredMovementTag => new StoredMovement(
                order,
                at,
                reader.Text(),
                reader.Text(),
                (Effect)reader.Byte(),
                reader.Int64(),
                reader.Text(),
                reader.Int64(),
                reader.Int64(),
                reader.OptionalText()
            ),
            StoredPaymentTag => new StoredPayment(
                order,
                at,
                reader.Text(),
                reader.Text(),
                reader.Text(),
                ReadTotals(ref reader),
                reader.OptionalText(),
                reader.OptionalText()
            ),
            SettledLineTag => new SettledLine(order, at, reader.Text(), reader.Text(), (Effect)reader.Byte(), reader.Int64(), reader.Text()),
            ChargeTag => new Charge(
                order,
                at,
                reader.Text(),
                reader.OptionalText(),
                (Effect)reader.Byte(),
                reader.Int64(),
                reader.OptionalText(),
                (int)reader.Int64(),
                reader.OptionalText()
            ),
            _ => throw new InvalidDataException($"unknown record {tag}"),
        };
        return reader.IsAtEnd ? record : throw new InvalidDataException("a record has extra bytes");
    }

    private static Answer ReadAnswer(ref ByteReader reader, string order, long at) =>
        new(
            order,
            at,
            reader.Text(),
            (PaymentOutcome)reader.Byte(),
            (Effect)reader.Byte(),
            (int)reader.Int64(),
            reader.OptionalText(),
            reader.OptionalText(),
            reader.Int64(),
            reader.OptionalText(),
            reader.OptionalText()
        );

    /// <summary>Nearly all answers have nothing charged back and name their order; journals of earlier versions have no such fields.</summary>
    private static byte TagOf(Answer answer) =>
        answer.Totals switch
        {
            _ when answer.OtherOrder is not null => AnswerAboutAnotherOrderTag,
            null => AnswerTag,
            { ChargedBack: 0 } => AnswerWithTotalsTag,
            _ => AnswerWithChargebackTag,
        };

    private static PaymentTotals? ReadOptionalTotals(ref ByteReader reader) => reader.Byte() == 0 ? null : ReadTotals(ref reader);

    private static PaymentTotals ReadTotals(ref ByteReader reader) => ReadThree(ref reader) with { ChargedBack = reader.Int64() };

    private static PaymentTotals ReadThree(ref ByteReader reader) => new(reader.Int64(), reader.Int64(), reader.Int64());

    private static void WriteOptional(ref ByteWriter writer, PaymentTotals? totals)
    {
        writer.Byte((byte)(totals is null ? 0 : 1));
        if (totals is not null)
            Write(ref writer, totals);
    }

    private static void Write(ref ByteWriter writer, PaymentTotals totals)
    {
        WriteThree(ref writer, totals);
        writer.Int64(totals.ChargedBack);
    }

    private static void WriteThree(ref ByteWriter writer, PaymentTotals totals)
    {
        writer.Int64(totals.Authorized);
        writer.Int64(totals.Captured);
        writer.Int64(totals.Refunded);
    }

    private static void Begin(ref ByteWriter writer, byte tag, StoryRecord record)
    {
        writer.Byte(tag);
        writer.Text(record.OrderId);
        writer.Int64(record.At);
    }
}
