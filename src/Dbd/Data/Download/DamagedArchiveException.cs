namespace Dbd.Data.Download;

/// <summary>An archive that is not what it should be; what unpacks it adds its name.</summary>
internal sealed class DamagedArchiveException(string problem, Exception? inner = null) : DbdException(problem, inner);
