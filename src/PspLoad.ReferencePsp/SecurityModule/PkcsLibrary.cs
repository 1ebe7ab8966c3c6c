using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>
/// A PKCS#11 library. It is initialised for one session at a time and finalised afterwards, which discards everything it remembers about the token's
/// files, including SoftHSM's stale state (docs/security-module.md, "Several processes, one token").
/// </summary>
internal sealed class PkcsLibrary : IDisposable
{
    public static readonly Pkcs11InteropFactories Factories = new();
    private static readonly SemaphoreSlim s_turn = new(1);
    private static readonly ConcurrentDictionary<string, nint> s_pinned = [];
    private readonly IPkcs11Library _library;

    /// <summary>Pkcs11Interop imports dlopen from "libdl", a name that only development packages provide. Since glibc 2.34 the C library has its
    /// functions.</summary>
    static PkcsLibrary() =>
        NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, (name, _, _) =>
            name == "libdl" && (NativeLibrary.TryLoad("libdl.so.2", out var handle) || NativeLibrary.TryLoad("libc.so.6", out handle)) ? handle : 0
        );

    private PkcsLibrary(IPkcs11Library library) => this._library = library;

    public List<ISlot> SlotsWithToken => _library.GetSlotList(SlotsType.WithTokenPresent);

    /// <summary>Waits for its turn; not reentrant.</summary>
    /// <exception cref="SecurityModuleException">the file is missing, or it is not a PKCS#11 library that can be initialised</exception>
    public static PkcsLibrary Open(string path)
    {
        // A link without its target (a forgotten mount) counts as missing.
        if (!new FileInfo(path).Exists || File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: false })
            throw new SecurityModuleException($"PKCS#11 library {path} does not exist; install it (Debian: libsofthsm2) or name the right file");
        s_turn.Wait();
        try
        {
            var loaded = Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, path, AppType.MultiThreaded);
            // Keeps the code mapped; only the state is discarded between sessions.
            s_pinned.GetOrAdd(path, NativeLibrary.Load);
            return new PkcsLibrary(loaded);
        }
        catch (Exception failure)
        {
            s_turn.Release();
            if (failure is UnmanagedException or Pkcs11Exception or IOException or UnauthorizedAccessException)
            {
                throw new SecurityModuleException(
                    $"PKCS#11 library {path} cannot be used ({failure.Message}); for SoftHSM check that SOFTHSM2_CONF names a readable file",
                    failure
                );
            }

            throw;
        }
    }

    /// <summary>Ends all remaining sessions (PKCS#11 v2.40, 5.4: C_Finalize).</summary>
    public void Dispose()
    {
        try
        {
            _library.Dispose();
        }
        finally
        {
            s_turn.Release();
        }
    }
}
