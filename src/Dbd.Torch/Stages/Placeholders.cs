using Dbd.Metrics;

namespace Dbd.Torch.Stages;

#pragma warning disable CS1591, MA0025, IDE0060, CA1801 // Replaced at the merge by the stages themselves.
public static class SuperviseStage
{
    public static void Run(StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation) =>
        throw new NotImplementedException();
}

public static class SimClrStage
{
    public static void Run(StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation) =>
        throw new NotImplementedException();
}

public static class MixMatchFinetuneStage
{
    public static void Run(StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation) =>
        throw new NotImplementedException();
}

public static class TestStage
{
    public static IReadOnlyList<MetricGroup> Run(TestRequest request, CancellationToken cancellation) =>
        throw new NotImplementedException();
}

public static class ConfigCheck
{
    public static (string Stage, string ResolvedYaml, IReadOnlyList<string> Warnings) Run(string path, IReadOnlyList<string> overrides) =>
        throw new NotImplementedException();
}
