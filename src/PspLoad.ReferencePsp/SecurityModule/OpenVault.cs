namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>Holds the card vault, which opens once the database can be reached. The node serves no request before that.</summary>
public sealed class OpenVault : IDisposable
{
    private CardVault? _vault;

    public CardVault Value => _vault ?? throw new InvalidOperationException("the security module is not open yet");

    public bool IsOpen => _vault is not null;

    public void Set(CardVault opened) => _vault = opened;

    public void Dispose() => _vault?.Dispose();
}
