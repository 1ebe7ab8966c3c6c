using PspLoad.Reporting.Runs;
using SkiaSharp;

namespace PspLoad.Reporting.Charts;

/// <summary>Above the plots, on their time axis: what was broken, what that did, and what became of the money.</summary>
internal sealed class FaultLanes(RunFolder folder) : IPanel
{
    private const float LaneHeight = 46;
    private const float MoneyHeight = 34;
    private const float CrossesHeight = 14;

    private readonly IReadOnlyList<FaultWindow> _windows = FaultWindow.Of(folder.Run);

    public float Height => LaneHeight * Rows().Count + MoneyHeight + (LostMoments.Of(folder).Count > 0 ? CrossesHeight : 0);

    public void Draw(SKCanvas canvas, SKRect place)
    {
        var top = place.Top;
        foreach (var row in Rows())
        {
            foreach (var window in row)
                DrawWindow(canvas, window, top);
            top += LaneHeight;
        }
        DrawMoney(canvas, top + 22);
    }

    private void DrawWindow(SKCanvas canvas, FaultWindow window, float top)
    {
        var (from, to) = (X(window.From), X(window.To));
        Pen.Box(canvas, from, top + 36, Math.Max(3, to - from), 8, Palette.Quiet);
        var isLeft = IsLeft(window);
        var align = isLeft ? SKTextAlign.Left : SKTextAlign.Right;
        var x = isLeft ? from : to;
        var room = isLeft ? Figure.Width - Figure.Right - from : to - 28;
        Pen.Text(canvas, Pen.Fit(window.Name, 14, room, bold: true), x, top + 13, 14, Palette.Ink, bold: true, align);
        Pen.Text(canvas, Pen.Fit(window.Story, 13, room), x, top + 30, 13, Palette.Ink, align: align);
    }

    private void DrawMoney(SKCanvas canvas, float baseline)
    {
        Pen.Text(canvas, "Money", 28, baseline, 14, Palette.Ink, bold: true);
        var (text, color) = Money.Tell(folder.Run.Reconciliation);
        Pen.Text(canvas, Pen.Fit(text, 14, Figure.Width - Figure.Left - Figure.Right, bold: true), Figure.Left, baseline, 14, color, bold: true);
        // Below the words, so that a mark never covers them.
        foreach (var second in LostMoments.Of(folder))
            Pen.Cross(canvas, X(second), baseline + 16, 5, Palette.Lost);
    }

    private float X(double second) =>
        Figure.Left + (float)(Math.Clamp(second / folder.Run.DurationSeconds, 0, 1) * (Figure.Width - Figure.Left - Figure.Right));

    /// <summary>Words start at the window's start unless that is far to the right.</summary>
    private bool IsLeft(FaultWindow window) => window.From < 0.6 * folder.Run.DurationSeconds;

    /// <summary>Windows whose words would overlap stand under each other.</summary>
    private List<List<FaultWindow>> Rows()
    {
        List<(List<FaultWindow> Windows, float End)> rows = [];
        foreach (var window in _windows.OrderBy(Begin))
        {
            var free = rows.FindIndex(row => row.End + 24 < Begin(window));
            if (free < 0)
            {
                rows.Add(([window], Begin(window) + WidthOf(window)));
            }
            else
            {
                rows[free].Windows.Add(window);
                rows[free] = (rows[free].Windows, Begin(window) + WidthOf(window));
            }
        }
        return [.. rows.Select(row => row.Windows)];
    }

    private float Begin(FaultWindow window) => IsLeft(window) ? X(window.From) : Math.Max(28, X(window.To) - WidthOf(window));

    private float WidthOf(FaultWindow window) =>
        Math.Max(Math.Max(Pen.Width(window.Name, 14, bold: true), Pen.Width(window.Story, 13)), X(window.To) - X(window.From));
}
