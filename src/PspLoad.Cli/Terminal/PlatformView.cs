using System.Globalization;
using PspLoad.Provisioning.Verification;
using PspLoad.Runs.Fleets;
using PspLoad.Runs.Platforms;

namespace PspLoad.Cli.Terminal;

/// <summary>Shows how hosts are prepared for a load: provisioning like <c>provision</c>, a setting like <c>provision --quiet</c>, and the red checks.</summary>
internal sealed class PlatformView : IPlatformView
{
    public IProvisionView Provisioning { get; } = new ProvisionView(OutputLevel.Normal);

    public IProvisionView Setting { get; } = new ProvisionView(OutputLevel.Quiet);

    public void Verified(IReadOnlyList<Evidence> evidence)
    {
        var red = evidence.Where(found => found.Status == CheckStatus.Red).ToList();
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{evidence.Count(found => found.Status == CheckStatus.Green)} checks green, {red.Count} red"));
        foreach (var found in red)
            Report.Line($"red: {found.Role}: {found.Check}: {found.Output.Split('\n')[^1]}");
    }
}
