using System.Diagnostics;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>
/// A SoftHSM token for one test. The library reads SOFTHSM2_CONF and lists its tokens once per process, so all tokens of a run share a directory,
/// are created before the first one is used, and differ by label.
/// </summary>
internal sealed class SoftToken : IDisposable
{
    public const string Library = "/usr/lib/softhsm/libsofthsm2.so";
    private const int TokensOfARun = 48;
    private const string UserPin = "271828";
    private static readonly Lazy<string> s_home = new(MakeHome);
    private static readonly Lazy<Task> s_tokens = new(InitialiseAsync);
    private static int s_taken;

    private SoftToken(string label, string pinFile) => Options = new(Library, label, pinFile, "pspload-kek-1");

    public SecurityModuleOptions Options { get; }

    public string Pin => File.ReadAllText(Options.PinFile).Trim();

    /// <summary>The value of SOFTHSM2_CONF for a process that a test starts.</summary>
    public static string ConfigurationFile => Path.Combine(s_home.Value, "softhsm2.conf");

    /// <summary>An initialised token without keys. Skips the test by name when SoftHSM is not installed.</summary>
    public static async Task<SoftToken> CreateAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Library))
            Assert.Skip($"SoftHSM is not installed ({Library} is missing): apt-get install softhsm2 opensc");
        await s_tokens.Value.WaitAsync(cancellationToken);
        var number = Interlocked.Increment(ref s_taken);
        Assert.True(number <= TokensOfARun, $"the run uses more than {TokensOfARun} tokens: raise the number");
        var pinFile = Path.Combine(s_home.Value, $"{Label(number)}.pin");
        await File.WriteAllTextAsync(pinFile, UserPin + "\n", cancellationToken);
        return new SoftToken(Label(number), pinFile);
    }

    /// <summary>An initialised token with a key-encryption key of its own.</summary>
    public static async Task<SoftToken> CreateWithKekAsync(CancellationToken cancellationToken)
    {
        var token = await CreateAsync(cancellationToken);
        new KekCeremony(token.Options).Create([]);
        return token;
    }

    /// <summary>The token's objects, listed by OpenSC's tool.</summary>
    public Task<string> ListAsync(CancellationToken cancellationToken) =>
        RunAsync("pkcs11-tool", ["--module", Library, "--token-label", Options.TokenLabel, "--login", "--pin", Pin, "-O"], cancellationToken);

    public static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} exited with {process.ExitCode}: {error} {await output}");
    }

    public void Dispose() => File.Delete(Options.PinFile);

    private static string MakeHome()
    {
        var home = Directory.CreateTempSubdirectory("pspload-softhsm-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(home, recursive: true);
        Directory.CreateDirectory(Path.Combine(home, "tokens"));
        File.WriteAllText(Path.Combine(home, "softhsm2.conf"), $"directories.tokendir = {home}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n");
        return home;
    }

    private static async Task InitialiseAsync()
    {
        SetNativeVariable("SOFTHSM2_CONF", ConfigurationFile);
        for (var number = 1; number <= TokensOfARun; number++)
        {
            await RunAsync(
                "softhsm2-util",
                ["--init-token", "--free", "--label", Label(number), "--pin", UserPin, "--so-pin", "314159"],
                CancellationToken.None
            );
        }
    }

    /// <summary>All labels have the same length, so that none is a prefix of another.</summary>
    private static string Label(int number) => $"token-{number:D2}";

    /// <summary>.NET keeps its own copy of the environment; the native library reads the environment of the process.</summary>
    private static void SetNativeVariable(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        _ = NativeMethods.SetEnvironment(name, value, 1);
    }

    private static class NativeMethods
    {
        [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "setenv", CharSet = System.Runtime.InteropServices.CharSet.Ansi)]
        public static extern int SetEnvironment(string name, string value, int overwrite);
    }
}
