using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ISession = Net.Pkcs11Interop.HighLevelAPI.ISession;

namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>
/// A logged-in session with the token, and its library. It is open only while keys are made or unwrapped. Not thread-safe.
/// Data keys pass through as session objects, which the token discards with the session (PKCS#11 v2.40, 2.4).
/// </summary>
internal sealed class Token : IDisposable
{
    /// <summary>
    /// Attempts before a temporary refusal is reported. SoftHSM 2.6 rewrites the token's state file at every login and unlocks it before the last buffer is
    /// written. A process that opens the token within those microseconds finds the file empty and is refused.
    /// </summary>
    private const int Attempts = 8;

    private readonly SecurityModuleOptions _options;
    private readonly PkcsLibrary _library;

    private Token(SecurityModuleOptions options, PkcsLibrary library, ISession session)
    {
        this._options = options;
        this._library = library;
        Session = session;
    }

    public ISession Session { get; }

    /// <summary>Opens the token. A process has one open token at a time, so this waits for its turn; not reentrant.</summary>
    /// <exception cref="SecurityModuleException">the library, token or PIN cannot be used</exception>
    public static Token Open(SecurityModuleOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return OpenOnce(options);
            }
            catch (SecurityModuleException refusal) when (refusal.MayPass && attempt < Attempts)
            {
                // The next attempt initialises the library, which reads the token's files again.
            }
        }
    }

    /// <summary>The only secret key with that label. It must not be extractable.</summary>
    /// <exception cref="SecurityModuleException">missing, ambiguous or extractable</exception>
    public IObjectHandle FindKek(string label)
    {
        var found = FindKeks(label);
        if (found.Count == 0)
        {
            throw new SecurityModuleException(
                $"token '{_options.TokenLabel}' has no key-encryption key '{label}'; make it (keys create) or import it from the other node (keys accept)"
            );
        }

        if (found.Count > 1)
        {
            throw new SecurityModuleException($"token '{_options.TokenLabel}' has {found.Count} secret keys called '{label}'; delete the unused ones");
        }

        var attributes = Session.GetAttributeValue(found[0], [CKA.CKA_SENSITIVE, CKA.CKA_EXTRACTABLE]);
        if (!attributes[0].GetValueAsBool() || attributes[1].GetValueAsBool())
        {
            throw new SecurityModuleException(
                $"key-encryption key '{label}' could leave token '{_options.TokenLabel}'; "
                    + "it must be sensitive and not extractable: make a new one (keys create)"
            );
        }

        return found[0];
    }

    public List<IObjectHandle> FindKeks(string label) =>
        Run("find a key", () => Session.FindAllObjects([Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY), Attribute(CKA.CKA_LABEL, label)]));

    /// <summary>Makes a 256-bit key with the token's generator and returns it wrapped.</summary>
    public byte[] GenerateWrapped(string kekLabel) => Run("make a data key", () =>
        {
            using var generate = Mechanism(CKM.CKM_AES_KEY_GEN);
            var key = Session.GenerateKey(generate, [Attribute(CKA.CKA_VALUE_LEN, 32UL), .. DataKeyTemplate()]);
            return WrapAndDestroy(FindKek(kekLabel), key);
        });

    /// <returns>32 bytes of key in a pinned array; the caller zeroes it</returns>
    /// <exception cref="SecurityModuleException">the key was wrapped by another key</exception>
    public byte[] Unwrap(WrappedKey wrapped) => Run($"unwrap key {wrapped.Id}", () =>
        {
            var key = UnwrapToSession(wrapped);
            var value = Session.GetAttributeValue(key, [CKA.CKA_VALUE])[0].GetValueAsByteArray();
            Session.DestroyObject(key);
            var pinned = GC.AllocateArray<byte>(value.Length, pinned: true);
            value.CopyTo(pinned, 0);
            CryptographicOperations.ZeroMemory(value);
            return pinned;
        });

    /// <summary>Wraps the key under another key-encryption key of this token. The clear key does not leave the token.</summary>
    public byte[] Rewrap(WrappedKey wrapped, string kekLabel) =>
        Run($"rewrap key {wrapped.Id}", () => WrapAndDestroy(FindKek(kekLabel), UnwrapToSession(wrapped)));

    /// <summary>Eight hexadecimal digits, equal in all tokens with the same key-encryption key: a hash of a known key wrapped by it.</summary>
    public string CheckValue(string kekLabel) => Run("compute a check value", () =>
        {
            var known = Session.CreateObject([Attribute(CKA.CKA_VALUE, new byte[32]), .. DataKeyTemplate()]);
            return Convert.ToHexStringLower(SHA256.HashData(WrapAndDestroy(FindKek(kekLabel), known)).AsSpan(0, 4));
        });

    public T Run<T>(string what, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Pkcs11Exception failure)
        {
            throw Refused(what, failure, _options);
        }
    }

    public static IObjectAttribute Attribute(CKA type, bool value) => PkcsLibrary.Factories.ObjectAttributeFactory.Create(type, value);

    public static IObjectAttribute Attribute(CKA type, ulong value) => PkcsLibrary.Factories.ObjectAttributeFactory.Create(type, value);

    public static IObjectAttribute Attribute(CKA type, string value) => PkcsLibrary.Factories.ObjectAttributeFactory.Create(type, value);

    public static IObjectAttribute Attribute(CKA type, byte[] value) => PkcsLibrary.Factories.ObjectAttributeFactory.Create(type, value);

    public static IObjectAttribute Attribute(CKA type, CKO value) => PkcsLibrary.Factories.ObjectAttributeFactory.Create(type, value);

    public static IObjectAttribute Attribute(CKA type, CKK value) => PkcsLibrary.Factories.ObjectAttributeFactory.Create(type, value);

    public static IMechanism Mechanism(CKM type) => PkcsLibrary.Factories.MechanismFactory.Create(type);

    /// <summary>Closing the process's last session logs out.</summary>
    public void Dispose()
    {
        try
        {
            Session.Dispose();
        }
        finally
        {
            _library.Dispose();
        }
    }

    private static Token OpenOnce(SecurityModuleOptions options)
    {
        var opened = PkcsLibrary.Open(options.LibraryPath);
        try
        {
            var session = FindSlot(opened, options).OpenSession(SessionType.ReadWrite);
            LogIn(session, options);
            return new Token(options, opened, session);
        }
        catch (Exception failure)
        {
            opened.Dispose();
            if (failure is Pkcs11Exception refused)
                throw Refused("open a session", refused, options);
            throw;
        }
    }

    private static ISlot FindSlot(PkcsLibrary opened, SecurityModuleOptions options)
    {
        var labels = opened
            .SlotsWithToken.Select(slot => (Slot: slot, Info: slot.GetTokenInfo()))
            .Where(pair => pair.Info.TokenFlags.TokenInitialized)
            .Select(pair => (pair.Slot, Label: pair.Info.Label.TrimEnd()))
            .ToList();
        var slots = labels.Where(pair => pair.Label == options.TokenLabel).ToList();
        if (slots.Count == 1)
            return slots[0].Slot;
        throw new SecurityModuleException(
            $"{(slots.Count == 0 ? "no" : "more than one")} token is called '{options.TokenLabel}' "
                + $"(there are: {string.Join(", ", labels.Select(pair => $"'{pair.Label}'"))}); "
                + "initialise it (softhsm2-util --init-token) or check SOFTHSM2_CONF and the token directory's permissions"
        )
        {
            MayPass = slots.Count == 0,
        };
    }

    private IObjectHandle UnwrapToSession(WrappedKey wrapped)
    {
        using var unwrap = Mechanism(CKM.CKM_AES_KEY_WRAP);
        return Session.UnwrapKey(unwrap, FindKek(wrapped.KekLabel), wrapped.Wrapped, DataKeyTemplate());
    }

    private byte[] WrapAndDestroy(IObjectHandle kek, IObjectHandle key)
    {
        using var wrap = Mechanism(CKM.CKM_AES_KEY_WRAP);
        var wrapped = Session.WrapKey(wrap, kek, key);
        Session.DestroyObject(key);
        return wrapped;
    }

    private static List<IObjectAttribute> DataKeyTemplate() =>
        [
            Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY),
            Attribute(CKA.CKA_KEY_TYPE, CKK.CKK_AES),
            Attribute(CKA.CKA_TOKEN, false),
            Attribute(CKA.CKA_SENSITIVE, false),
            Attribute(CKA.CKA_EXTRACTABLE, true),
        ];

    private static void LogIn(ISession session, SecurityModuleOptions options)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(options.PinFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SecurityModuleException($"the token's PIN cannot be read: {failure.Message}", failure);
        }

        var pin = file.AsSpan().TrimEnd("\r\n"u8).ToArray();
        try
        {
            session.Login(CKU.CKU_USER, pin);
        }
        catch (Pkcs11Exception failure) when (failure.RV is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_LEN_RANGE or CKR.CKR_PIN_INVALID)
        {
            throw new SecurityModuleException($"token '{options.TokenLabel}' refuses the PIN in {options.PinFile}; correct the file", failure);
        }
        catch (Pkcs11Exception failure) when (failure.RV is CKR.CKR_PIN_LOCKED)
        {
            throw new SecurityModuleException(
                $"the PIN of token '{options.TokenLabel}' is locked after wrong attempts; its security officer must reset it",
                failure
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
            CryptographicOperations.ZeroMemory(pin);
        }
    }

    private static SecurityModuleException Refused(string what, Pkcs11Exception failure, SecurityModuleOptions options) =>
        new($"token '{options.TokenLabel}' refused to {what}: {failure.RV}", failure)
        {
            MayPass = failure.RV is CKR.CKR_GENERAL_ERROR or CKR.CKR_USER_PIN_NOT_INITIALIZED,
        };
}
