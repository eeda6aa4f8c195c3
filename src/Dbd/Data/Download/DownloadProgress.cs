namespace Dbd.Data.Download;

/// <summary>How far a download is.</summary>
/// <param name="Received">Bytes on disk, those of earlier attempts included.</param>
/// <param name="Total">Bytes in all, or null if the server does not tell.</param>
internal readonly record struct DownloadProgress(long Received, long? Total);
