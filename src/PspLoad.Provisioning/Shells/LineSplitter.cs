using System.Buffers;
using System.Text;

namespace PspLoad.Provisioning.Shells;

/// <summary>Splits UTF-8 text that arrives in pieces into lines, and calls <paramref name="onLine"/> with each line without its newline.</summary>
public sealed class LineSplitter(Action<string> onLine)
{
    private readonly ArrayBufferWriter<byte> _partial = new();

    public void Push(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            _partial.Write(bytes[..end]);
            Emit();
            bytes = bytes[(end + 1)..];
        }
        _partial.Write(bytes);
    }

    public void End()
    {
        if (_partial.WrittenCount > 0)
            Emit();
    }

    private void Emit()
    {
        onLine(Encoding.UTF8.GetString(_partial.WrittenSpan));
        _partial.ResetWrittenCount();
    }
}
