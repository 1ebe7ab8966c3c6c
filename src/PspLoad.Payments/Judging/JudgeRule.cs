using PspLoad.Core.Results;

namespace PspLoad.Payments.Judging;

/// <summary>A rule of the judge: some witnesses of one order compared.</summary>
/// <param name="Name">kebab-case</param>
/// <param name="Says">what must hold, one sentence</param>
/// <param name="Kinds">the violations that it reports</param>
/// <param name="Needs">witnesses that it compares; without one of them it is not applied</param>
/// <param name="Cells">the cells of the table that it fills</param>
/// <param name="Apply">reports what is wrong with an order; a pure function of the story</param>
internal sealed record JudgeRule(
    string Name,
    string Says,
    IReadOnlyList<ViolationKind> Kinds,
    IReadOnlyList<Witness> Needs,
    IReadOnlyList<CellBlock> Cells,
    Action<OrderStory, ReportViolation> Apply
);

/// <summary>Receives what a rule finds.</summary>
/// <param name="kind">what is wrong</param>
/// <param name="message">one sentence with the amounts</param>
internal delegate void ReportViolation(ViolationKind kind, string message);

/// <summary>A block of the table: all combinations of its witness, subjects and aspects.</summary>
internal sealed record CellBlock(Witness Witness, IReadOnlyList<Subject> Subjects, IReadOnlyList<Aspect> Aspects)
{
    public bool Contains(Witness witness, Subject subject, Aspect aspect) => witness == Witness && Subjects.Contains(subject) && Aspects.Contains(aspect);
}

/// <summary>A block of the table without a rule.</summary>
/// <param name="Cells">the block</param>
/// <param name="Reason">why nothing can be said there, one sentence</param>
internal sealed record Silence(CellBlock Cells, string Reason);
