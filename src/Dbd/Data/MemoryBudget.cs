namespace Dbd.Data;

/// <summary>How much memory pictures may take.</summary>
internal static class MemoryBudget
{
    /// <summary>Bytes of a megabyte, as configurations count.</summary>
    public const long Megabyte = 1_000_000;

    private const int UsualShare = 4;

    /// <summary>A quarter of what the machine, or the container around the process, has.</summary>
    public static long Usual { get; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / UsualShare;

    /// <summary>The bytes that a number of megabytes means; null means the usual ones.</summary>
    public static long Of(int? megabytes) => megabytes is { } given ? given * Megabyte : Usual;
}
