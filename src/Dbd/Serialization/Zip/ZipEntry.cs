namespace Dbd.Serialization.Zip;

/// <summary>A stored file of a zip archive, as its central directory tells.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="Length">Bytes; within the archive's own length.</param>
/// <param name="Crc">CRC-32 of the content.</param>
/// <param name="HeaderOffset">Where its local header lies.</param>
internal sealed record ZipEntry(string Name, int Length, uint Crc, long HeaderOffset);
