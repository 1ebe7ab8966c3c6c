using System.Reflection;
using System.Runtime.CompilerServices;
using PspLoad.Provisioning.Ssh.Connections;
using PspLoad.Provisioning.Ssh.HostKeys;
using PspLoad.Provisioning.Ssh.Sessions;
using Renci.SshNet;

namespace PspLoad.UnitTests.Provisioning.Ssh.Sessions;

public sealed class SshNetInternalsTests
{
    public static TheoryData<string> Accessors =>
        [.. typeof(SshNetInternals).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Accessors))]
    public void Exists_in_this_version_of_SSH_NET(string name)
    {
        var method = typeof(SshNetInternals).GetMethod(name)!;
        Assert.Null(Record.Exception(() => RuntimeHelpers.PrepareMethod(method.MethodHandle)));
    }

    [Fact]
    public void All_offered_algorithms_exist()
    {
        using var method = new NoneAuthenticationMethod("ops");
        var info = new ConnectionInfo("127.0.0.1", "ops", method);
        OfferedAlgorithms.Apply(info, HostPins.AllAlgorithms);
        Assert.Equal("ecdh-sha2-nistp256", info.KeyExchangeAlgorithms.Keys.First());
        Assert.Equal("aes128-gcm@openssh.com", info.Encryptions.Keys.First());
        Assert.DoesNotContain(info.HmacAlgorithms.Keys, name => name.Contains("sha1"));
    }
}
