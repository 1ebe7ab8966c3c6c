using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Wording;
using SkiaSharp;

namespace PspLoad.Reporting.Charts;

/// <summary>The panel above the plots, on their time axis: each fault, what it did, and the outcome of the reconciliation.</summary>
internal sealed class FaultLanes(RecordedRun recorded) : IPicturePanel
{
    private const float LaneHeight = 46;
    private const float MoneyHeight = 34;
    private const float CrossesHeight = 14;

    private readonly IReadOnlyList<FaultSpan> _spans = FaultSpan.Of(recorded.Run);

    public float Height => LaneHeight * Rows().Count + MoneyHeight + (LostMoments.Of(recorded).Count > 0 ? CrossesHeight : 0);

    public void Draw(SKCanvas canvas, SKRect place)
    {
        var top = place.Top;
        foreach (var row in Rows())
        {
            foreach (var span in row)
                DrawSpan(canvas, span, top);
            top += LaneHeight;
        }
        DrawMoney(canvas, top + 22);
    }

    private void DrawSpan(SKCanvas canvas, FaultSpan span, float top)
    {
        var (from, to) = (X(span.From), X(span.To));
        Pen.Box(canvas, from, top + 36, Math.Max(3, to - from), 8, ChartColor.Quiet);
        var isLeft = IsLeft(span);
        var align = isLeft ? SKTextAlign.Left : SKTextAlign.Right;
        var x = isLeft ? from : to;
        var room = isLeft ? Picture.Width - Picture.Right - from : to - 28;
        Pen.Text(canvas, Pen.Fit(span.Name, 14, room, bold: true), x, top + 13, 14, ChartColor.Ink, bold: true, align);
        Pen.Text(canvas, Pen.Fit(span.Story, 13, room), x, top + 30, 13, ChartColor.Ink, align: align);
    }

    private void DrawMoney(SKCanvas canvas, float baseline)
    {
        Pen.Text(canvas, "Money", 28, baseline, 14, ChartColor.Ink, bold: true);
        var color = MoneyText.StateOf(recorded.Run.Reconciliation) switch
        {
            MoneyState.Wrong => ChartColor.Lost,
            MoneyState.Clean => ChartColor.OkText,
            _ => ChartColor.Quiet,
        };
        var text = Pen.Fit(MoneyText.Line(recorded.Run.Reconciliation), 14, Picture.Width - Picture.Left - Picture.Right, bold: true);
        Pen.Text(canvas, text, Picture.Left, baseline, 14, color, bold: true);
        // Below the text, so that no mark covers it.
        foreach (var second in LostMoments.Of(recorded))
            Pen.Cross(canvas, X(second), baseline + 16, 5, ChartColor.Lost);
    }

    private float X(double second) =>
        Picture.Left + (float)(Math.Clamp(second / recorded.Run.DurationSeconds, 0, 1) * (Picture.Width - Picture.Left - Picture.Right));

    /// <summary>Text starts where the span starts. Far to the right it ends where the span ends.</summary>
    private bool IsLeft(FaultSpan span) => span.From < 0.6 * recorded.Run.DurationSeconds;

    /// <summary>Puts spans whose texts would overlap below each other.</summary>
    private List<List<FaultSpan>> Rows()
    {
        List<(List<FaultSpan> Spans, float End)> rows = [];
        foreach (var span in _spans.OrderBy(Begin))
        {
            var free = rows.FindIndex(row => row.End + 24 < Begin(span));
            if (free < 0)
            {
                rows.Add(([span], Begin(span) + WidthOf(span)));
            }
            else
            {
                rows[free].Spans.Add(span);
                rows[free] = (rows[free].Spans, Begin(span) + WidthOf(span));
            }
        }
        return [.. rows.Select(row => row.Spans)];
    }

    private float Begin(FaultSpan span) => IsLeft(span) ? X(span.From) : Math.Max(28, X(span.To) - WidthOf(span));

    private float WidthOf(FaultSpan span) => Math.Max(Math.Max(Pen.Width(span.Name, 14, bold: true), Pen.Width(span.Story, 13)), X(span.To) - X(span.From));
}
