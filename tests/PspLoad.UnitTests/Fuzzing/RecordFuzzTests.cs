using System.IO.Compression;
using System.Text;
using CsCheck;
using PspLoad.Core.Errors;
using PspLoad.Core.Histograms;
using PspLoad.Core.Results;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;
using PspLoad.Provisioning.Journal;
using PspLoad.Reporting.Latencies;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Summaries;

namespace PspLoad.UnitTests.Fuzzing;

/// <summary>Files of a run that were damaged: what is left of them, or one refusal with exit code 2.</summary>
public sealed class RecordFuzzTests : IDisposable
{
    /// <summary>Cookie and length before the compressed bytes of a histogram.</summary>
    private const int PrefixBytes = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-fuzz-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Journals_are_read_or_refused()
    {
        var file = Path.Combine(_folder, "000000.journal");
        using (var journal = new PaymentJournal(_folder, 8 * 1024))
        {
            for (var number = 0; number < 20; number++)
            {
                journal.Write(new Intent($"order-{number}", number, $"key-{number}", "sale", Effect.Sale, null, 1999, "EUR", "card approve"));
                journal.Write(new ShownPayment($"order-{number}", number, $"pay_{number}", "captured", "EUR", new PaymentTotals(7, 5, 3)));
            }
        }
        var whole = File.ReadAllBytes(file);

        Fuzz.Run("journals", Fuzz.Mutations(whole), bytes =>
        {
            File.WriteAllBytes(file, bytes);
            try
            {
                Assert.True(JournalReader.Read(_folder).Count() <= bytes.Length / JournalFrame.HeaderLength);
            }
            catch (InvalidDataException refused)
            {
                Assert.DoesNotContain('\n', refused.Message);
            }
        });
    }

    /// <summary>One file of a finished run is damaged; the run is read, and told in words.</summary>
    [Fact]
    public void Runs_are_read_or_refused()
    {
        string[] names = [ResultFiles.Run, ResultFiles.Intervals, ResultFiles.Faults, ResultFiles.Violations, ResultFiles.Evidence, ResultFiles.Hosts];
        foreach (var name in names)
            File.WriteAllBytes(Path.Combine(_folder, name), name == ResultFiles.Hosts ? Hosts : Fuzz.Shipped("docs", "sample-report", name));
        byte[][] whole = [.. names.Select(name => File.ReadAllBytes(Path.Combine(_folder, name)))];
        var inputs = Gen.Int[0, names.Length - 1].SelectMany(index => Fuzz.Mutations(whole[index]).Select(bytes => new DamagedFile(index, bytes)));

        Fuzz.Run("runs", inputs, damaged =>
        {
            var file = Path.Combine(_folder, names[damaged.Index]);
            File.WriteAllBytes(file, damaged.Content);
            try
            {
                Refused(() =>
                {
                    var recorded = RecordedRun.Read(_folder);
                    ConsoleSummary.Write(TextWriter.Null, recorded, color: false);
                    MarkdownSummary.Write(recorded);
                    JUnitReport.Write(recorded);
                });
            }
            finally
            {
                File.WriteAllBytes(file, whole[damaged.Index]);
            }
        });
    }

    [Fact]
    public void Logs_of_histograms_are_read_or_refused()
    {
        var file = Path.Combine(_folder, "latencies.hdr");

        Fuzz.Run("HDR logs", Fuzz.Mutations(Encoding.ASCII.GetBytes(Log(Line(Encoded())))), bytes => ReadLog(file, bytes));
    }

    /// <summary>Damage inside the compression, which a flipped byte of a log hardly ever reaches.</summary>
    [Fact]
    public void Histograms_are_read_or_refused()
    {
        var file = Path.Combine(_folder, "latencies.hdr");
        var encoded = Encoded();
        using var zlib = new ZLibStream(new MemoryStream(encoded[PrefixBytes..]), CompressionMode.Decompress);
        var plain = new MemoryStream();
        zlib.CopyTo(plain);

        Fuzz.Run("histograms", Fuzz.Mutations(plain.ToArray()), bytes => ReadLog(file, Encoding.ASCII.GetBytes(Log(Line(Packed(bytes))))));
    }

    /// <summary>What was found: a length, a count or a run of zeros that no histogram has, and a start that is no time.</summary>
    [Theory]
    [InlineData("negative length", "80000000", "02")]
    [InlineData("a time beyond 24 h", "00000010", "FFFFFF0F02")]
    [InlineData("more zeros than any", "00000010", "FFFFFFFFFFFFFFFFFF")]
    [InlineData("more times than any", "00000010", "FEFFFFFFFFFFFFFF7F")]
    public void A_histogram_that_cannot_be_is_refused(string what, string length, string counts)
    {
        var header = $"1C849313{length}00000000000000030000000000000001000000141DD760003FF0000000000000";
        var file = Path.Combine(_folder, $"{what}.hdr");
        File.WriteAllText(file, Log(Line(Packed(Convert.FromHexString(header + counts)))));

        var refused = Assert.Throws<OperationFailedException>(() => SalvagedTimes.Read(file, seconds: 100));

        Assert.StartsWith($"{file}:4: the histogram ", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A megabyte of compressed zeros is a gigabyte.</summary>
    [Fact]
    public void A_histogram_that_would_fill_the_memory_is_refused()
    {
        var file = Path.Combine(_folder, "bomb.hdr");
        File.WriteAllText(file, Log(Line(Packed(new byte[64 << 20]))));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = Assert.Throws<OperationFailedException>(() => SalvagedTimes.Read(file, seconds: 100));

        Assert.Contains("more than", refused.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void A_log_without_a_start_is_refused()
    {
        var file = Path.Combine(_folder, "start.hdr");
        File.WriteAllText(file, "#[StartTime: 1e300 (seconds since epoch)]\n");

        Assert.StartsWith($"{file}:1: ", Assert.Throws<OperationFailedException>(() => HdrLogFile.StartOf(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_journals_are_read_or_a_line_is_named()
    {
        var first =
            """{"time":"2026-01-01T00:00:00Z","actor":"a@b","host":"db1","role":"time","resource":"file x","""
            + """ "outcome":"changed","summary":"s","before":"","after":"","previous":"PREVIOUS"}""";
        var line = first.Replace("PREVIOUS", new string('0', 64), StringComparison.Ordinal);
        var journal = $"{line}\n{first.Replace("PREVIOUS", AuditChain.HashOf(line), StringComparison.Ordinal)}\n";

        Fuzz.Run("audit journals", Fuzz.Mutations(Encoding.UTF8.GetBytes(journal)), bytes =>
        {
            var lines = Encoding.UTF8.GetString(bytes).Split('\n');
            if (AuditChain.FindBreak(lines) is { } broken)
                Assert.InRange(broken.Line, 1, lines.Length);
        });
    }

    internal static void ReadLog(string file, byte[] bytes)
    {
        File.WriteAllBytes(file, bytes);
        Refused(() =>
        {
            var times = SalvagedTimes.Read(file, seconds: 100);
            foreach (var part in new[] { times.Response, times.Service, times.Lag })
            {
                var shown = part.ToPart();
                Assert.True(shown.P99 >= 0 && double.IsFinite(shown.Mean), $"{shown}");
            }
            times.FlowOf("sale-card", []);
            HdrLogFile.StartOf(file);
        });
    }

    internal static string Log(params string[] lines) =>
        $"#[Histogram log format version 1.3]\n#[StartTime: 1796000000.000 (seconds since epoch), 2026-11-28]\n"
        + $"\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n{string.Join('\n', lines)}\n";

    internal static string Line(byte[] histogram) => $"Tag=sale-card|-|ok|response,1796000001.000,1.000,5.000,{Convert.ToBase64String(histogram)}";

    /// <summary>A histogram in the format of a log.</summary>
    internal static byte[] Packed(byte[] plain)
    {
        var packed = new MemoryStream();
        packed.Write([0x1c, 0x84, 0x93, 0x14, 0, 0, 0, 0]);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(plain);
        return packed.ToArray();
    }

    private static void Refused(Action read)
    {
        try
        {
            read();
        }
        catch (OperationFailedException refused)
        {
            Assert.Equal(ExitCode.InvalidUsage, refused.ExitCode);
            Assert.DoesNotContain('\n', refused.Message);
        }
    }

    private static byte[] Encoded()
    {
        var times = new LatencyHistogram();
        var random = new Random(1);
        for (var number = 0; number < 500; number++)
            times.Record(random.Next(1, 2_000_000));
        using var encoder = new HdrEncoder();
        return encoder.Encode(times).ToArray();
    }

    private static byte[] Hosts =>
        """
        {"second":1.5,"host":"db1","cpuPercent":12.5,"memoryPercent":40,"more":{"iops":3.5}}
        {"second":2.5,"host":"app1","cpuPercent":1,"memoryPercent":2,"more":{}}

        """u8.ToArray();

    private sealed record DamagedFile(int Index, byte[] Content)
    {
        public override string ToString() => $"file {Index}: {Convert.ToBase64String(Content[..Math.Min(Content.Length, 3_000)])}";
    }
}
