namespace PspLoad.Lab.Image;

/// <summary>One entry of apt's sources.</summary>
/// <param name="Text">as written on the machine, without comments</param>
/// <param name="Deb822">true for a stanza of a <c>.sources</c> file, false for a line of a <c>.list</c></param>
/// <param name="SignedBy">keyring's path, or empty</param>
internal sealed record AptSource(string Text, bool Deb822, string SignedBy);
