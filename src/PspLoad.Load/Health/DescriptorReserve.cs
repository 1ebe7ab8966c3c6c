using Microsoft.Win32.SafeHandles;

namespace PspLoad.Load.Health;

/// <summary>A few descriptors held back, so that a run which used up all others can still load code, write files and report.</summary>
internal sealed class DescriptorReserve : IDisposable
{
    private const int Count = 16;

    private readonly SafeFileHandle[] _handles = [.. Enumerable.Range(0, Count).Select(_ => File.OpenHandle("/dev/null"))];

    public void Dispose()
    {
        foreach (var handle in _handles)
            handle.Dispose();
    }
}
