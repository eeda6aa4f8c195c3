namespace Dbd.Serialization.Zip;

/// <summary>A file of a zip archive, as its central directory tells.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="Length">Bytes; stored, within the archive's own length; deflated, no more than deflate can pack.</param>
/// <param name="Packed">Bytes that it takes in the archive, within its length.</param>
/// <param name="IsDeflated">Whether it is packed; else it is stored as it is.</param>
/// <param name="Crc">CRC-32 of the content.</param>
/// <param name="HeaderOffset">Where its local header lies.</param>
internal sealed record ZipEntry(string Name, int Length, int Packed, bool IsDeflated, uint Crc, long HeaderOffset);
