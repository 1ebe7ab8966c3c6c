using System.Runtime.InteropServices;
using PspLoad.Core.Load;

namespace PspLoad.Load.Driven;

/// <summary>How an iteration ended.</summary>
/// <param name="Kind">as it was recorded</param>
/// <param name="WasDropped">it never started</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IterationEnd(ErrorKind Kind, bool WasDropped)
{
    public bool IsError => WasDropped || Kind != ErrorKind.None;

    /// <summary>In a word or two, as reports write it.</summary>
    public string Label => WasDropped ? "dropped" : Kind.Label();
}
