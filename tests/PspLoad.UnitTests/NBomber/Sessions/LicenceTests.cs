using PspLoad.Core.Errors;
using PspLoad.NBomber.Sessions;

namespace PspLoad.UnitTests.NBomber.Sessions;

public sealed class LicenceTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void None_is_needed() => Assert.Null(Licence.Read(_ => null));

    [Fact]
    public void The_key_is_in_the_environment() => Assert.Equal("abc", Licence.Read(name => name == "PSPLOAD_NBOMBER_LICENSE" ? " abc\n" : null));

    [Fact]
    public void Or_in_a_file_that_the_environment_names()
    {
        File.WriteAllText(_file, "def\n");

        Assert.Equal("def", Licence.Read(name => name == "PSPLOAD_NBOMBER_LICENSE_FILE" ? _file : null));
    }

    [Theory]
    [InlineData("no-such-file")]
    [InlineData(null)]
    public void A_file_without_a_key_is_named(string? file)
    {
        var failure = Assert.Throws<OperationFailedException>(() => Licence.Read(name => name == "PSPLOAD_NBOMBER_LICENSE_FILE" ? file ?? _file : null));

        Assert.Equal(ExitCode.InvalidUsage, failure.ExitCode);
        Assert.Contains(file ?? _file, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_do_not_tell_it() => Assert.DoesNotContain("abc", new SessionOptions("smoke", "/tmp/x", "abc").ToString(), StringComparison.Ordinal);
}
