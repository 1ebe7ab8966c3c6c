using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Cards;

/// <summary>The card vault, once the database could be reached; requests are answered only after that.</summary>
public sealed class OpenVault : IDisposable
{
    private CardVault? _vault;

    public CardVault Value => _vault ?? throw new InvalidOperationException("the security module is not open yet");

    public bool IsOpen => _vault is not null;

    public void Set(CardVault opened) => _vault = opened;

    public void Dispose() => _vault?.Dispose();
}
