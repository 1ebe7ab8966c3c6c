using System.Text;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>A command's stdin: bytes, a stream, or nothing.</summary>
public sealed class CommandInput
{
    private CommandInput(ReadOnlyMemory<byte> bytes, Stream? stream) => (Bytes, Stream) = (bytes, stream);

    /// <summary>Immediate end of file.</summary>
    public static CommandInput None { get; } = new(default, null);

    internal ReadOnlyMemory<byte> Bytes { get; }

    internal Stream? Stream { get; }

    public static CommandInput From(ReadOnlyMemory<byte> bytes) => new(bytes, null);

    /// <param name="text">sent as UTF-8</param>
    public static CommandInput From(string text) => new(Encoding.UTF8.GetBytes(text), null);

    /// <param name="stream">read once from its position to its end and left open</param>
    public static CommandInput From(Stream stream) => new(default, stream);
}
