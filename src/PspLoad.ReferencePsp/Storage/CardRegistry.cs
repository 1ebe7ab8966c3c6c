using MySqlConnector;
using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>Stores cards sealed and opens them for the acquirer.</summary>
/// <param name="cards">the table</param>
/// <param name="vault">opened during the node's start</param>
/// <param name="time">for ids</param>
public sealed class CardRegistry(CardStore cards, OpenVault vault, TimeProvider time)
{
    /// <param name="merchantId">owner of the card</param>
    /// <param name="card">its CVC is not stored</param>
    /// <param name="asToken">true: the client gets a token, and the card is kept; false: the card is kept only until a challenge is over</param>
    /// <param name="cancellationToken">stops waiting</param>
    /// <returns>the id of the merchant's card with this number, new or existing</returns>
    public async Task<Guid> SaveAsync(ushort merchantId, PaymentCard card, bool asToken, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var index = vault.Value.BlindIndex(card.Number);
        try
        {
            return await cards.SaveAsync(merchantId, Seal(id, card, asToken), index, cancellationToken);
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.NoReferencedRow2)
        {
            // The key was retired between sealing and insert.
            await vault.Value.RefreshAsync(cancellationToken);
            return await cards.SaveAsync(merchantId, Seal(id, card, asToken), index, cancellationToken);
        }
    }

    /// <returns>null when the merchant has no such card, or when a token is required and the card is not one</returns>
    public async Task<PaymentCard?> OpenAsync(ushort merchantId, Guid cardId, bool asToken, CancellationToken cancellationToken)
    {
        if (await cards.FindAsync(merchantId, cardId, cancellationToken) is not { } card || (asToken && !card.Tokenized))
            return null;
        var number = await vault.Value.UnsealAsync(card.Pan, Identifiers.Token(cardId), cancellationToken);
        return new PaymentCard(number, card.ExpMonth, card.ExpYear, cvc: null);
    }

    private SealedCard Seal(Guid id, PaymentCard card, bool asToken) =>
        new(id, vault.Value.Seal(card.Number, Identifiers.Token(id)), card.Brand, card.Bin, card.Last4, card.ExpMonth, card.ExpYear, asToken);
}
