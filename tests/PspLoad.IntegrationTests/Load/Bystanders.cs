using System.Globalization;

namespace PspLoad.IntegrationTests.Load;

/// <summary>What the hypervisor and processes other than this one and its children take of the machine's CPU; proc(5). In clock ticks of all cores.</summary>
internal sealed class Bystanders
{
    private readonly long _all;
    private readonly long _busy;
    private readonly long _stolen;
    private readonly long _own;

    private Bystanders(long[] machine, string[] self)
    {
        // user nice system idle iowait irq softirq steal
        _all = machine.Take(8).Sum();
        _stolen = machine[7];
        _busy = _all - machine[3] - machine[4] - _stolen;
        // utime stime cutime cstime, from field 14; the first two fields are cut off. Children count when they have ended.
        _own = self.Skip(11).Take(4).Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
    }

    public static Bystanders Begin() =>
        new(
            [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(long.Parse)],
            File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ')
        );

    /// <summary>Share of all cores since <see cref="Begin"/>; children started meanwhile must have ended.</summary>
    public double PercentSince()
    {
        var now = Begin();
        // Apart from the rest: some kernels count what was stolen from a process as the process's own time too, which must not make it vanish.
        var taken = now._stolen - _stolen + Math.Max(0, now._busy - _busy - (now._own - _own));
        return 100.0 * taken / Math.Max(1, now._all - _all);
    }
}
