namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>Which token holds the key-encryption key.</summary>
/// <param name="LibraryPath">the PKCS#11 library, for example <c>/usr/lib/softhsm/libsofthsm2.so</c></param>
/// <param name="TokenLabel">CKA_LABEL of the token</param>
/// <param name="PinFile">file with the user PIN; a final line end is ignored</param>
/// <param name="KekLabel">CKA_LABEL of the key-encryption key that wraps new keys</param>
public sealed record SecurityModuleOptions(string LibraryPath, string TokenLabel, string PinFile, string KekLabel);
