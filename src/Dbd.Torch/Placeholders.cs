using Dbd.Configuration;
using Dbd.Metrics;

namespace Dbd.Torch;

#pragma warning disable CS1591, MA0025, IDE0060, CA1801 // Replaced at the merge.
public static class TrainingCatalog
{
    public static IReadOnlyList<IRegistry> All { get; } = [];
}

public sealed record QuickstartRequest
{
    public int Seed { get; init; }

    public string Gpu { get; init; } = "0";
}

public static class Quickstart
{
    public static void Run(QuickstartRequest request, IReadOnlyList<IRunObserver> observers, TextWriter output, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
