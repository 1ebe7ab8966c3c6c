using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>PKCS#11 libraries, each loaded and initialised once for the process: C_Finalize would end the sessions of everyone else in it.</summary>
internal static class PkcsLibrary
{
    public static readonly Pkcs11InteropFactories Factories = new();
    private static readonly ConcurrentDictionary<string, Lazy<IPkcs11Library>> Loaded = [];

    /// <summary>Pkcs11Interop imports dlopen from "libdl", a name that only development packages provide; the C library has had the functions since glibc 2.34.</summary>
    static PkcsLibrary() => NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, (name, _, _) =>
        name == "libdl" && (NativeLibrary.TryLoad("libdl.so.2", out var handle) || NativeLibrary.TryLoad("libc.so.6", out handle)) ? handle : 0);

    public static IPkcs11Library Load(string path)
    {
        // A link whose target isn't there (a mount that was forgotten) doesn't count as a file.
        if (!new FileInfo(path).Exists || File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: false })
            throw new SecurityModuleException($"PKCS#11 library {path} does not exist; install it (Debian: libsofthsm2) or name the right file");
        try
        {
            return Loaded.GetOrAdd(path, file => new Lazy<IPkcs11Library>(() =>
                Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, file, AppType.MultiThreaded))).Value;
        }
        catch (Exception failure) when (failure is UnmanagedException or Pkcs11Exception or IOException or UnauthorizedAccessException)
        {
            Loaded.TryRemove(path, out _);
            throw new SecurityModuleException($"PKCS#11 library {path} can't be used ({failure.Message}); for SoftHSM check that SOFTHSM2_CONF names a readable file", failure);
        }
    }
}
