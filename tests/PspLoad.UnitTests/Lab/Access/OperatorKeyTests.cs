using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PspLoad.Core.Errors;
using PspLoad.Lab.Access;

namespace PspLoad.UnitTests.Lab.Access;

public sealed class OperatorKeyTests : TemporaryFolder
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pair_is_created_once_and_is_private()
    {
        var key = PathOf("state/operator_key");
        var line = await OperatorKey.EnsureAsync(key, Token);
        var pem = await File.ReadAllTextAsync(key, Token);

        Assert.Equal(line, await OperatorKey.EnsureAsync(key, Token));
        Assert.Equal(pem, await File.ReadAllTextAsync(key, Token));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", pem);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.Equal(["operator_key", "operator_key.pub"], FileNames());
    }

    [Fact]
    public void The_public_line_has_type_curve_and_point_each_with_its_length()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var words = OperatorKey.PublicLine(key).Split(' ');
        Assert.Equal("ecdsa-sha2-nistp256", words[0]);

        var fields = Fields(Convert.FromBase64String(words[1])).ToList();
        Assert.Equal(["ecdsa-sha2-nistp256", "nistp256"], fields.Take(2).Select(Encoding.ASCII.GetString));
        var point = key.ExportParameters(false).Q;
        Assert.Equal([4, .. point.X!, .. point.Y!], fields[2]);
        Assert.Equal(3, fields.Count);
    }

    [Fact]
    public async Task A_lost_public_key_is_restored_from_the_private_key()
    {
        var line = await OperatorKey.EnsureAsync(PathOf("key"), Token);
        File.Delete(PathOf("key.pub"));
        Assert.Equal(line, await OperatorKey.EnsureAsync(PathOf("key"), Token));
        Assert.Equal(line + "\n", await File.ReadAllTextAsync(PathOf("key.pub"), Token));
    }

    [Fact]
    public async Task A_users_own_key_is_used_without_its_comment()
    {
        await File.WriteAllTextAsync(PathOf("key"), "-----BEGIN OPENSSH PRIVATE KEY-----", Token);
        await File.WriteAllTextAsync(PathOf("key.pub"), "ssh-ed25519 AAAA me@home\n", Token);
        Assert.Equal("ssh-ed25519 AAAA", await OperatorKey.EnsureAsync(PathOf("key"), Token));
    }

    [Fact]
    public async Task An_unreadable_key_without_a_public_key_is_an_error_that_names_it()
    {
        await File.WriteAllTextAsync(PathOf("key"), "not a key", Token);
        var refusal = await Assert.ThrowsAsync<OperationFailedException>(() => OperatorKey.EnsureAsync(PathOf("key"), Token));
        Assert.Equal(ExitCode.InvalidUsage, refusal.ExitCode);
        Assert.StartsWith($"{PathOf("key")} has no public key beside it", refusal.Message);
        Assert.Equal("not a key", await File.ReadAllTextAsync(PathOf("key"), Token));
    }

    private static IEnumerable<byte[]> Fields(byte[] blob)
    {
        for (var at = 0; at < blob.Length; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(blob.AsSpan(at));
            yield return blob[(at + 4)..(at + 4 + length)];
            at += 4 + length;
        }
    }
}
