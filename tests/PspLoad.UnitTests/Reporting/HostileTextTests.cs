using System.Text.RegularExpressions;
using System.Xml.Linq;
using PspLoad.Core.Results;
using PspLoad.Reporting;
using PspLoad.Reporting.Html;

namespace PspLoad.UnitTests.Reporting;

/// <summary>Text that comes from a server, from a scenario or from books is shown and never run.</summary>
public sealed class HostileTextTests : IDisposable
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)> '\"`|[a](javascript:b) @all \u001b[31m \u0000 ]]> &amp; 🙂";

    private readonly ReportFolder _folder = new(
        new SampleRun
        {
            Lost = 2,
            Message = Hostile,
            FlowName = "<b onclick=alert(3)>flow",
            Scenario = "\"><svg onload=alert(4)>",
        }
    );

    public HostileTextTests() => ReportWriter.WriteAll(_folder.Path);

    [Fact]
    public void The_page_has_its_own_three_scripts_and_no_element_of_the_text()
    {
        var page = File.ReadAllText(_folder.Read().FileOf(ReportWriter.Html));

        Assert.Equal(3, Regex.Count(page, "<script", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.DoesNotContain("<svg onload", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b onclick", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_shows_it_as_text()
    {
        var summary = File.ReadAllText(_folder.Read().FileOf(ReportWriter.Markdown));

        Assert.DoesNotContain("<script", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("[a](javascript", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("@all", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Junit_is_still_xml()
    {
        var suites = XDocument.Load(_folder.Read().FileOf(ReportWriter.JUnit)).Root!;

        Assert.Contains(suites.Descendants("failure"), failure =>
            failure.Value.Contains("</script>", StringComparison.Ordinal) && failure.Value.Contains("🙂", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_hole_in_markup_is_escaped_and_markup_in_a_hole_is_not()
    {
        const string Text = "<i> & \"'";
        Markup inner = $"<b>{Text}</b>";
        Markup outer = $"<p>{inner}{7}</p>";

        Assert.Equal("<p><b>&lt;i&gt; &amp; &quot;&#39;</b>7</p>", outer.ToString());
    }

    [Fact]
    public void A_damaged_line_is_named_and_a_torn_last_line_is_left_out()
    {
        var intervals = _folder.Read().FileOf(ResultFiles.Intervals);
        var whole = _folder.Read().Intervals.Count;
        File.AppendAllText(intervals, "{\"second\":60,\"compl");
        Assert.Equal(whole, _folder.Read().Intervals.Count);

        File.AppendAllText(intervals, "\n{}\n");
        var failed = Assert.Throws<PspLoad.Core.Errors.OperationFailedException>(_folder.Read);
        Assert.StartsWith($"{intervals}:{whole + 1}: ", failed.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
