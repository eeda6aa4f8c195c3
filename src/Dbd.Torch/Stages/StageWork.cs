using Dbd.Poisoning;
using Dbd.Runs;

namespace Dbd.Torch.Stages;

/// <summary>How much work the stages are with some data, which tells how long they take beside each other. The unit is a forward pass of an
/// image.</summary>
/// <param name="Train">Training samples.</param>
/// <param name="Tests">Test samples, those with the trigger counted too.</param>
internal sealed record StageWork(int Train, int Tests)
{
    // An image that is learned from, augmentation included: quickstart's stages on 2 cores of a Zen 4 server, in bf16, took 0.36 ms for a
    // pass and, where they learn, 0.96 ms for an image (supervise), 1.04 ms for a view (simclr), 1.06 ms (mixmatch_finetune).
    private const double Learning = 3;

    /// <summary>With the data of a run.</summary>
    public static StageWork In(BackdoorData data) => new(data.Train.Count, data.CleanTest.Count + (data.PoisonedTest?.Count ?? 0));

    /// <summary>The phases of a stage.</summary>
    public RunPhase[] Of(StageOptions options) => options switch
    {
        SuperviseOptions supervise => Of(supervise),
        SimClrOptions simClr => Of(simClr),
        MixMatchFinetuneOptions finetune => Of(finetune),
        _ => throw new ArgumentException($"{options.GetType().Name} are of no stage.", nameof(options)),
    };

    private RunPhase[] Of(SuperviseOptions options) => [new RunPhase(StageName.Supervise, options.NumEpochs, Learning * Train, After: Tests)];

    private RunPhase[] Of(SimClrOptions options) => [new RunPhase(StageName.SimClr, options.NumEpochs, Learning * 2 * Train)];

    // The linear layer learns by passes alone, since the backbone is frozen. For each image of a batch, an iteration of MixMatch guesses at
    // two views, and learns from these and the labeled ones.
    private RunPhase[] Of(MixMatchFinetuneOptions options)
    {
        (WarmupOptions warmup, SemiOptions semi) = (options.Warmup, options.Semi);
        double iteration = (2 + (2 + semi.MixMatch.LabeledBatches) * Learning) * semi.Loader.BatchSize;
        return
        [
            new RunPhase("warmup", warmup.NumEpochs, Train, After: Tests),
            new RunPhase("semi", semi.NumEpochs, iteration * semi.MixMatch.TrainIteration, Before: Train, After: Tests),
        ];
    }
}
