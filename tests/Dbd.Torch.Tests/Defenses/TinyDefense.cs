using Dbd.Runs;
using Dbd.Torch.Defenses;
using Dbd.Torch.Tests.Stages;

namespace Dbd.Torch.Tests.Defenses;

/// <summary>A small data set and a recipe that a test can train.</summary>
internal sealed class TinyDefense : IDisposable
{
    private readonly TinyRuns _runs = new();

    public TinyDefense() => _runs.Write("mixmatch_finetune", TinyConfigs.MixMatchFinetune.Replace(
        "  epsilon: 0.5",
        """
          epsilon: 0.5
          balance: label
          ema: 0.5
          witness: ./config/tiny/supervise/example.yaml
        """));

    public TinyRuns Runs => _runs;

    public string Data => _runs.File("data");

    public string Out => _runs.File("defended");

    public string Recipe => _runs.Config("mixmatch_finetune");

    /// <summary>A recipe that goes on: training on what stage 3 believes.</summary>
    public string TrainRecipe => _runs.Config("train");

    public DefenseOptions Options => new() { Data = Data, Out = Out, Recipe = Recipe, Seed = 7, Gpu = "cpu", Command = "dbd defend" };

    public string File(params string[] parts) => Path.Combine([Out, .. parts]);

    public DefenseResult Run(params IReadOnlyList<IRunObserver> observers) => new Defender(Options, observers).Run();

    public void Dispose() => _runs.Dispose();
}
