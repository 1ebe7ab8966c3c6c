using System.Buffers;
using System.Text;

namespace PspLoad.Provisioning.Ssh;

/// <summary>Calls for each line of UTF-8 text that arrives in pieces, without its end.</summary>
internal sealed class LineSplitter(Action<string> onLine)
{
    private readonly ArrayBufferWriter<byte> partial = new();

    public void Push(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            partial.Write(bytes[..end]);
            Emit();
            bytes = bytes[(end + 1)..];
        }
        partial.Write(bytes);
    }

    public void End()
    {
        if (partial.WrittenCount > 0)
            Emit();
    }

    private void Emit()
    {
        onLine(Encoding.UTF8.GetString(partial.WrittenSpan));
        partial.ResetWrittenCount();
    }
}
