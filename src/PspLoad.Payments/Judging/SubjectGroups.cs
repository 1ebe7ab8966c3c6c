namespace PspLoad.Payments.Judging;

/// <summary>Rows of the judge's table that often go together.</summary>
internal static class SubjectGroups
{
    public static readonly Subject[] All = Enum.GetValues<Subject>();

    /// <summary>Nobody asks for a chargeback.</summary>
    public static readonly Subject[] Asked = [.. All.Except([Subject.Chargeback])];

    /// <summary>What names a card. A sale may end as a decline, and begin with a challenge.</summary>
    public static readonly Subject[] Begun = [Subject.Authorise, Subject.Sale, Subject.Decline, Subject.Challenge];

    /// <summary>What a client asks for and what moves money.</summary>
    public static readonly Subject[] Money = [Subject.Authorise, Subject.Sale, Subject.Capture, Subject.Void, Subject.Refund];

    public static readonly Subject[] Moved = [.. Money, Subject.Chargeback];

    public static readonly Subject[] NoMoney = [Subject.Decline, Subject.Challenge];

    /// <summary>A hold is no debt.</summary>
    public static readonly Subject[] Settled = [Subject.Sale, Subject.Capture, Subject.Refund, Subject.Chargeback];

    public static readonly Subject[] NotSettled = [.. All.Except(Settled)];
}
