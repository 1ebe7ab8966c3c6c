using Microsoft.Extensions.Time.Testing;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Roles.Dns;

namespace PspLoad.UnitTests.Roles.Dns;

public sealed class ZoneResourceTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("", 2026030400u)]
    [InlineData("2025123105", 2026030400u)]
    [InlineData("2026030400", 2026030401u)]
    [InlineData("2026030499", 2026030500u)]
    [InlineData("2027010100", 2027010101u)]
    [InlineData("not a number", 2026030400u)]
    public void The_serial_goes_up_when_the_records_change(string found, uint expected)
    {
        var comparison = Compare(found, sha256: "another");

        var text = Assert.IsType<StateComparison.Differs>(comparison).Change.Text!.After;
        Assert.Contains($" {expected} ; serial\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_as_declared_keep_their_serial_also_on_another_day()
    {
        var text = Zone.WithSerial(2025010100);
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

        Assert.IsType<StateComparison.Ok>(Compare("2025010100", sha256));
    }

    private static ZoneText Zone => new("psp.test", 300, "ns1.psp.test.", ["ns1.psp.test."], ["app1 IN A 192.0.2.31"]);

    private StateComparison Compare(string serial, string sha256) =>
        new ZoneResource("/etc/bind/zone", Zone, _clock).Compare(
            new ProbeResult(0, $"serial={serial}\nkind=file\nmode=0644\nowner=root\ngroup=bind\nsha256={sha256}  -"),
            new HashSet<string>()
        );
}
