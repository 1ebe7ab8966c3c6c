using System.Text.RegularExpressions;
using System.Xml.Linq;
using PspLoad.Reporting;
using PspLoad.Reporting.Runs;

namespace PspLoad.UnitTests.Reporting;

/// <summary>Text from a server, a scenario or the books is shown and never executed.</summary>
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
        var page = File.ReadAllText(_folder.Read().FileOf(ReportFiles.Html));

        Assert.Equal(3, Regex.Count(page, "<script", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.DoesNotContain("<svg onload", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b onclick", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_shows_it_as_text()
    {
        var summary = File.ReadAllText(_folder.Read().FileOf(ReportFiles.Markdown));

        Assert.DoesNotContain("<script", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("[a](javascript", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("@all", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Junit_is_still_xml()
    {
        var suites = XDocument.Load(_folder.Read().FileOf(ReportFiles.JUnit)).Root!;

        Assert.Contains(suites.Descendants("failure"), failure =>
            failure.Value.Contains("</script>", StringComparison.Ordinal) && failure.Value.Contains("🙂", StringComparison.Ordinal)
        );
    }

    public void Dispose() => _folder.Dispose();
}
