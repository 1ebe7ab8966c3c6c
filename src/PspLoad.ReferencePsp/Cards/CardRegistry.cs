using MySqlConnector;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Cards;

/// <summary>Stores cards sealed and opens them for the acquirer.</summary>
/// <param name="cards">the table</param>
/// <param name="vault">open once the node has started</param>
/// <param name="time">for ids</param>
public sealed class CardRegistry(CardStore cards, OpenVault vault, TimeProvider time)
{
    /// <returns>the id of the merchant's card with this number, new or not</returns>
    public async Task<Guid> SaveAsync(ushort merchantId, PaymentCard card, CancellationToken cancellationToken)
    {
        Guid id = Guid.CreateVersion7(time.GetUtcNow());
        byte[] index = vault.Value.BlindIndex(card.Number);
        try
        {
            return await cards.SaveAsync(merchantId, Seal(id, card), index, cancellationToken);
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.NoReferencedRow2)
        {
            // The key was retired between sealing and storing.
            await vault.Value.RefreshAsync(cancellationToken);
            return await cards.SaveAsync(merchantId, Seal(id, card), index, cancellationToken);
        }
    }

    /// <returns>null when the merchant has no such card</returns>
    public async Task<PaymentCard?> OpenAsync(ushort merchantId, Guid cardId, CancellationToken cancellationToken)
    {
        if (await cards.FindAsync(merchantId, cardId, cancellationToken) is not { } card) return null;
        string number = await vault.Value.UnsealAsync(card.Pan, Identifiers.Token(cardId), cancellationToken);
        return new PaymentCard(number, card.ExpMonth, card.ExpYear, cvc: null);
    }

    private SealedCard Seal(Guid id, PaymentCard card) =>
        new(id, vault.Value.Seal(card.Number, Identifiers.Token(id)), card.Brand, card.Bin, card.Last4, card.ExpMonth, card.ExpYear);
}
