using System.Globalization;
using System.Text;
using CsCheck;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.Fuzzing;

/// <summary>
/// Feeds random inputs to a reader, always the same few; with PSPLOAD_NIGHTLY=1 as many as ten minutes of CPU time allow (PSPLOAD_FUZZ_SECONDS sets
/// another time).
/// Each input must end within <see cref="s_longest"/> and allocate at most <see cref="MostBytes"/>. A failure names the seed, which makes the same input again.
/// </summary>
internal static class Fuzz
{
    /// <summary>CPU time of the process while one input is read. By the clock a starved test on a busy machine would fail; other tests run beside it.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    private const long MostBytes = 512L << 20;

    /// <summary>A test that tried more inputs on a faster machine would fail on some machines only.</summary>
    private const uint Few = 400;

    /// <summary>CPU time; null for a few inputs.</summary>
    private static readonly TimeSpan? s_budget =
        Environment.GetEnvironmentVariable("PSPLOAD_FUZZ_SECONDS") is { } seconds ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))
        : Environment.GetEnvironmentVariable("PSPLOAD_NIGHTLY") == "1" ? TimeSpan.FromMinutes(10)
        : null;

    /// <summary>What a mutation puts into a text: limits, other scripts' digits, structure of YAML and JSON, control characters.</summary>
    private static readonly string[] s_words =
    [
        "0",
        "-1",
        "1e308",
        "1e-308",
        "99999999999999999999",
        "2147483648",
        "-9223372036854775808",
        "0.1",
        "NaN",
        "Infinity",
        "٣",
        "２",
        "²",
        "ms",
        "s",
        "m",
        "h",
        "us",
        "%",
        "/s",
        "/m",
        "/h",
        "k",
        "e",
        ".",
        "..",
        "<",
        "<=",
        "==",
        ">",
        " ",
        "\t",
        "\n",
        "\r",
        "\0",
        "\u001b[2J",
        "\u0085",
        "p99",
        "p101",
        "p0",
        "errors",
        "lost",
        "null",
        "~",
        "true",
        "[]",
        "{}",
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        "- ",
        ",",
        "\"",
        "'",
        "#",
        "&a",
        "*a",
        "!!str",
        "<<: ",
        "---",
        "...",
        "|",
        ">",
        "?",
        "\ufeff",
        "\ud800",
        "é",
        "名",
        "/",
        "../",
        "\\",
        "=",
        "@",
        "`",
    ];

    private static readonly Gen<(int Kind, double At, double Length, int Value)> s_mutation = Gen.Select(
        Gen.Int[0, 8],
        Gen.Double[0, 1],
        Gen.Double[0, 1],
        Gen.Int
    );

    private static Gen<(int Corpus, (int Kind, double At, double Length, int Value)[] Mutations)> Recipe(int corpus) =>
        Gen.Select(Gen.Int[0, corpus - 1], s_mutation.Array[1, 6]);

    /// <summary>A file of the checkout.</summary>
    public static byte[] Shipped(params string[] path) => File.ReadAllBytes(Path.Combine([Repository.Root, .. path]));

    /// <summary>Texts of the words above and of others.</summary>
    public static Gen<string> Texts(params string[] words)
    {
        string[] all = [.. s_words, .. words, .. words];
        return Gen.Int[0, all.Length - 1].Array[0, 8].Select(picked => string.Concat(picked.Select(index => all[index])));
    }

    /// <summary>Mutations of whole inputs.</summary>
    public static Gen<byte[]> Mutations(params byte[][] corpus) => Recipe(corpus.Length).Select(recipe => Mutate(recipe.Corpus, recipe.Mutations, corpus));

    /// <summary>Tries inputs.</summary>
    /// <param name="name">for messages</param>
    /// <param name="inputs">makes inputs</param>
    /// <param name="read">throws if the reader does anything but what is documented</param>
    public static void Run<T>(string name, Gen<T> inputs, Action<T> read)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var current = ("", cpu);
        var (tried, failure, isOver) = (0L, (string?)null, false);
        var thread = new Thread(() =>
        {
            for (var seed = 0u; seed < (s_budget is null ? Few : uint.MaxValue) && !Volatile.Read(ref isOver) && failure is null; seed++)
            {
                var input = inputs.Generate(new PCG(1, seed), null, out _);
                var what = $"{name}, seed {seed}: {Show(input)}";
                lock (inputs)
                    current = (what, Environment.CpuUsage.TotalTime);
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    read(input);
                }
                catch (Exception wrong)
                {
                    failure = $"{what}\n{wrong}";
                    return;
                }
                if (GC.GetAllocatedBytesForCurrentThread() - allocated > MostBytes)
                    failure = $"{what}\nallocated {(GC.GetAllocatedBytesForCurrentThread() - allocated) >> 20} MiB";
                tried++;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        while (!thread.Join(100) && (s_budget is null || Environment.CpuUsage.TotalTime - cpu < s_budget))
        {
            lock (inputs)
                Assert.True(Environment.CpuUsage.TotalTime - current.Item2 < s_longest, $"no end after {s_longest}: {current.Item1}");
        }
        Volatile.Write(ref isOver, true);
        Assert.True(thread.Join(10 * s_longest), $"no end: {current.Item1}");
        Assert.True(failure is null, failure);
        Assert.True(tried > 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {tried} inputs in {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:0} s of CPU time");
    }

    private static byte[] Mutate(int index, (int Kind, double At, double Length, int Value)[] mutations, byte[][] corpus)
    {
        var bytes = corpus[index].ToList();
        foreach (var (kind, share, length, value) in mutations)
        {
            var at = (int)(share * bytes.Count);
            // Most pieces are short.
            var count = Math.Min(bytes.Count - at, (int)(length * length * length * bytes.Count));
            var word = Encoding.UTF8.GetBytes(s_words[(int)((uint)value % s_words.Length)]);
            switch (kind)
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << (value & 7));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)value;
                    break;
                case 2:
                    bytes.InsertRange(at, word);
                    break;
                case 3:
                    bytes.RemoveRange(at, count);
                    break;
                case 4 when bytes.Count < 1 << 18:
                    bytes.InsertRange(at, bytes.GetRange(at, count));
                    break;
                case 5:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 6:
                    var other = corpus[(int)((uint)value % corpus.Length)];
                    var from = (int)(length * other.Length);
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + 200)]);
                    break;
                // Replaces a value, the rest of a line, by a word.
                case 7:
                    var colon = bytes.IndexOf((byte)':', at);
                    var end = colon < 0 ? -1 : bytes.FindIndex(colon, one => one is (byte)'\n' or (byte)',' or (byte)'}');
                    if (end > colon)
                    {
                        bytes.RemoveRange(colon + 1, end - colon - 1);
                        bytes.InsertRange(colon + 1, [(byte)' ', .. word]);
                    }
                    break;
                case 8:
                    bytes.InsertRange(at, Enumerable.Repeat(word, 1 + (int)(length * length * 2_000)).SelectMany(one => one));
                    break;
            }
        }
        return [.. bytes];
    }

    private static string Show<T>(T input) =>
        input switch
        {
            byte[] bytes => Convert.ToBase64String(bytes[..Math.Min(bytes.Length, 3_000)]),
            string text => string.Concat(text.Select(one => one is > ' ' and < '\u007f' ? one.ToString() : $"\\u{(int)one:X4}")),
            _ => $"{input}",
        };
}
