using PspLoad.Reporting.Html;

namespace PspLoad.UnitTests.Reporting.Html;

public sealed class MarkupTests
{
    [Fact]
    public void A_hole_in_markup_is_escaped_and_markup_in_a_hole_is_not()
    {
        const string Text = "<i> & \"'";
        Markup inner = $"<b>{Text}</b>";
        Markup outer = $"<p>{inner}{7}</p>";

        Assert.Equal("<p><b>&lt;i&gt; &amp; &quot;&#39;</b>7</p>", outer.ToString());
    }
}
