using Dbd.Configuration;

namespace Dbd;

#pragma warning disable CS1591, MA0025, IDE0060, CA1801 // Replaced at the merge.
public static class DataCatalog
{
    public static IReadOnlyList<IRegistry> All { get; } = [];
}
