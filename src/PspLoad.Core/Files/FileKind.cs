using System.Runtime.InteropServices;

namespace PspLoad.Core.Files;

/// <summary>What a path names. .NET does not tell a device or a pipe from a file.</summary>
public static partial class FileKind
{
    private const int CurrentFolder = -100;
    private const uint Type = 1;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    /// <summary>Whether something is there that is neither a file nor a link to one: a device, a pipe, a socket, a folder (statx(2)).</summary>
    public static bool IsSpecial(string path)
    {
        Span<byte> status = stackalloc byte[256];
        return Status(CurrentFolder, path, 0, Type, ref MemoryMarshal.GetReference(status)) == 0
            && (MemoryMarshal.Read<ushort>(status[ModeOffset..]) & TypeMask) != RegularType;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte status);
}
