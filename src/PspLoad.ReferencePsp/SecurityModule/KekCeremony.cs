using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using static PspLoad.ReferencePsp.SecurityModule.Token;
using ISession = Net.Pkcs11Interop.HighLevelAPI.ISession;

namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>
/// Brings one key-encryption key into several tokens. Every other node offers a transport key; the first node makes the key and wraps it for each offer;
/// every other node accepts its wrapped key. The key exists in clear only inside tokens, and it cannot be wrapped again afterwards.
/// </summary>
public sealed class KekCeremony(SecurityModuleOptions options)
{
    private const int TransportKeyBits = 3072;

    /// <summary>The public part of the token's transport key for this key-encryption key: RSA-3072, PEM (SubjectPublicKeyInfo). Made when there is
    /// none.</summary>
    /// <exception cref="SecurityModuleException">the token already has that key-encryption key</exception>
    public string Offer()
    {
        using var token = Open(options);
        RefuseExisting(token);
        return token.Run("make a transport key", () =>
        {
            var existing = FindTransportKeys(token, CKO.CKO_PUBLIC_KEY);
            return ReadPublicKey(token.Session, existing.Count > 0 ? existing[0] : GenerateTransportKey(token.Session)).ExportSubjectPublicKeyInfoPem();
        });
    }

    /// <summary>Makes the key-encryption key in this node's token.</summary>
    /// <param name="offers">PEM of the other nodes' transport keys; without offers the key is never extractable</param>
    /// <returns>for each offer the key under RSA-OAEP, for that node to accept (SHA-1, the only digest that SoftHSM 2.6 supports here; OAEP does not
    /// depend on collision resistance)</returns>
    /// <exception cref="SecurityModuleException">the token already has that key, or an offer is not an RSA key of at least 3072 bits</exception>
    public IReadOnlyList<byte[]> Create(IReadOnlyList<string> offers)
    {
        var recipients = offers.Select(ParseOffer).ToList();
        using var token = Open(options);
        RefuseExisting(token);
        return token.Run("make the key-encryption key", () =>
        {
            using var generate = Mechanism(CKM.CKM_AES_KEY_GEN);
            if (recipients.Count == 0)
            {
                token.Session.GenerateKey(generate, [Attribute(CKA.CKA_VALUE_LEN, 32UL), .. KekTemplate()]);
                return [];
            }

            var travelling = token.Session.GenerateKey(
                generate,
                [
                    Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY),
                    Attribute(CKA.CKA_KEY_TYPE, CKK.CKK_AES),
                    Attribute(CKA.CKA_VALUE_LEN, 32UL),
                    Attribute(CKA.CKA_TOKEN, false),
                    Attribute(CKA.CKA_SENSITIVE, true),
                    Attribute(CKA.CKA_EXTRACTABLE, true),
                    Attribute(CKA.CKA_WRAP, true),
                    Attribute(CKA.CKA_UNWRAP, true),
                    Attribute(CKA.CKA_ENCRYPT, false),
                    Attribute(CKA.CKA_DECRYPT, false),
                ]
            );
            var wrapped = recipients.ConvertAll(recipient => WrapFor(token.Session, recipient, travelling));
            token.Session.CopyObject(
                travelling,
                [Attribute(CKA.CKA_TOKEN, true), Attribute(CKA.CKA_LABEL, options.KekLabel), Attribute(CKA.CKA_EXTRACTABLE, false)]
            );
            token.Session.DestroyObject(travelling);
            return wrapped;
        });
    }

    /// <summary>Imports the key-encryption key that was wrapped for this token's offer, then destroys the transport key.</summary>
    /// <exception cref="SecurityModuleException">this token made no offer, or the bytes were wrapped for another offer</exception>
    public void Accept(byte[] wrapped)
    {
        using var token = Open(options);
        RefuseExisting(token);
        token.Run("accept the key-encryption key (was it wrapped for this node's offer?)", () =>
        {
            if (FindTransportKeys(token, CKO.CKO_PRIVATE_KEY) is not [var transport, ..])
            {
                throw new SecurityModuleException($"token '{options.TokenLabel}' has no transport key for '{options.KekLabel}'; run 'keys offer' first");
            }

            using var oaep = Oaep();
            var kek = token.Session.UnwrapKey(oaep, transport, wrapped, KekTemplate());
            foreach (var handle in FindTransportKeys(token, CKO.CKO_PRIVATE_KEY).Concat(FindTransportKeys(token, CKO.CKO_PUBLIC_KEY)))
                token.Session.DestroyObject(handle);
            return kek;
        });
    }

    /// <summary>Destroys the key-encryption key. Call it only after <see cref="KeyRotation.RewrapAsync"/>, when no stored key is wrapped by it.</summary>
    public void Destroy()
    {
        using var token = Open(options);
        token.Run("destroy the key-encryption key", () =>
        {
            token.Session.DestroyObject(token.FindKek(options.KekLabel));
            return true;
        });
    }

    /// <summary>Describes the token's key, for comparison between nodes.</summary>
    public KekDescription Describe()
    {
        using var token = Open(options);
        return token.Run("describe the key-encryption key", () =>
        {
            var attributes = token.Session.GetAttributeValue(
                token.FindKek(options.KekLabel),
                [CKA.CKA_SENSITIVE, CKA.CKA_EXTRACTABLE, CKA.CKA_NEVER_EXTRACTABLE]
            );
            return new KekDescription(
                options.TokenLabel,
                options.KekLabel,
                token.CheckValue(options.KekLabel),
                attributes[0].GetValueAsBool(),
                attributes[1].GetValueAsBool(),
                attributes[2].GetValueAsBool()
            );
        });
    }

    private string TransportLabel => $"{options.KekLabel}-transport";

    private void RefuseExisting(Token token)
    {
        if (token.FindKeks(options.KekLabel).Count > 0)
        {
            throw new SecurityModuleException(
                $"token '{options.TokenLabel}' already has a key '{options.KekLabel}'; "
                    + "a key-encryption key is never replaced under its name: choose a new label"
            );
        }
    }

    private List<IObjectHandle> FindTransportKeys(Token token, CKO type) =>
        token.Session.FindAllObjects([Attribute(CKA.CKA_CLASS, type), Attribute(CKA.CKA_LABEL, TransportLabel)]);

    private IObjectHandle GenerateTransportKey(ISession session)
    {
        using var generate = Mechanism(CKM.CKM_RSA_PKCS_KEY_PAIR_GEN);
        session.GenerateKeyPair(
            generate,
            [
                Attribute(CKA.CKA_TOKEN, true),
                Attribute(CKA.CKA_LABEL, TransportLabel),
                Attribute(CKA.CKA_MODULUS_BITS, TransportKeyBits),
                Attribute(CKA.CKA_PUBLIC_EXPONENT, [1, 0, 1]),
                Attribute(CKA.CKA_WRAP, false),
                Attribute(CKA.CKA_ENCRYPT, false),
                Attribute(CKA.CKA_VERIFY, false),
            ],
            [
                Attribute(CKA.CKA_TOKEN, true),
                Attribute(CKA.CKA_LABEL, TransportLabel),
                Attribute(CKA.CKA_PRIVATE, true),
                Attribute(CKA.CKA_SENSITIVE, true),
                Attribute(CKA.CKA_EXTRACTABLE, false),
                Attribute(CKA.CKA_UNWRAP, true),
                Attribute(CKA.CKA_DECRYPT, false),
                Attribute(CKA.CKA_SIGN, false),
            ],
            out var publicKey,
            out _
        );
        return publicKey;
    }

    private List<IObjectAttribute> KekTemplate() =>
        [
            Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY),
            Attribute(CKA.CKA_KEY_TYPE, CKK.CKK_AES),
            Attribute(CKA.CKA_TOKEN, true),
            Attribute(CKA.CKA_PRIVATE, true),
            Attribute(CKA.CKA_LABEL, options.KekLabel),
            Attribute(CKA.CKA_SENSITIVE, true),
            Attribute(CKA.CKA_EXTRACTABLE, false),
            Attribute(CKA.CKA_WRAP, true),
            Attribute(CKA.CKA_UNWRAP, true),
            Attribute(CKA.CKA_ENCRYPT, false),
            Attribute(CKA.CKA_DECRYPT, false),
        ];

    private static byte[] WrapFor(ISession session, RSAParameters recipient, IObjectHandle key)
    {
        var imported = session.CreateObject([
            Attribute(CKA.CKA_CLASS, CKO.CKO_PUBLIC_KEY),
            Attribute(CKA.CKA_KEY_TYPE, CKK.CKK_RSA),
            Attribute(CKA.CKA_TOKEN, false),
            Attribute(CKA.CKA_WRAP, true),
            Attribute(CKA.CKA_MODULUS, recipient.Modulus!),
            Attribute(CKA.CKA_PUBLIC_EXPONENT, recipient.Exponent!),
        ]);
        using var oaep = Oaep();
        var wrapped = session.WrapKey(oaep, imported, key);
        session.DestroyObject(imported);
        return wrapped;
    }

    private static IMechanism Oaep() =>
        PkcsLibrary.Factories.MechanismFactory.Create(
            CKM.CKM_RSA_PKCS_OAEP,
            PkcsLibrary.Factories.MechanismParamsFactory.CreateCkRsaPkcsOaepParams(
                (ulong)CKM.CKM_SHA_1,
                (ulong)CKG.CKG_MGF1_SHA1,
                (ulong)CKZ.CKZ_DATA_SPECIFIED,
                null
            )
        );

    private static RSA ReadPublicKey(ISession session, IObjectHandle handle)
    {
        var attributes = session.GetAttributeValue(handle, [CKA.CKA_MODULUS, CKA.CKA_PUBLIC_EXPONENT]);
        return RSA.Create(new RSAParameters { Modulus = attributes[0].GetValueAsByteArray(), Exponent = attributes[1].GetValueAsByteArray() });
    }

    private static RSAParameters ParseOffer(string pem)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            throw new SecurityModuleException("an offer is not an RSA public key in PEM; use the output of 'keys offer'", failure);
        }

        return rsa.KeySize >= TransportKeyBits
            ? rsa.ExportParameters(false)
            : throw new SecurityModuleException($"an offer's key has {rsa.KeySize} bits; at least {TransportKeyBits} are needed to protect an AES-256 key");
    }
}
