using PspLoad.Roles.Templates;

namespace PspLoad.UnitTests.Roles.Templates;

public sealed class TemplateTextTests
{
    [Fact]
    public void A_name_that_the_model_does_not_have_is_a_defect_and_no_empty_text() =>
        Assert.Throws<InvalidOperationException>(() => TemplateText.Render("Dns/resolv.liquid", new { Domain = "psp.test" }));

    [Fact]
    public void A_template_that_does_not_exist_is_named() =>
        Assert.Contains(
            "Dns/nothing.liquid",
            Assert.Throws<InvalidOperationException>(() => TemplateText.Render("Dns/nothing.liquid", new { })).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Renderings_side_by_side_do_not_disturb_each_other() =>
        Assert.All(
            Enumerable
                .Range(0, 200)
                .AsParallel()
                .Select(number =>
                    (number, Text: TemplateText.Render("Dns/resolv.liquid", new { Domain = $"d{number}.test", Servers = new[] { "192.0.2.1" } }))
                ),
            rendered => Assert.Contains($"d{rendered.number}.test", rendered.Text, StringComparison.Ordinal)
        );
}
