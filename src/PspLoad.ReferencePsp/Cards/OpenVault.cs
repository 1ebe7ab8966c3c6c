using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Cards;

/// <summary>The card vault, once the database could be reached; requests are answered only after that.</summary>
public sealed class OpenVault : IDisposable
{
    private CardVault? vault;

    public CardVault Value => vault ?? throw new InvalidOperationException("the security module is not open yet");

    public bool IsOpen => vault is not null;

    public void Set(CardVault opened) => vault = opened;

    public void Dispose() => vault?.Dispose();
}
