using System.Text;

using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Serialization;
using Dbd.Suspicion;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.MixMatch;
using Dbd.Torch.Stages.SimClr;
using Dbd.Torch.Stages.Supervise;
using Dbd.Torch.Stages.Train;

namespace Dbd.Torch.Defenses.Recipe;

/// <summary>A recipe for some data and folders. What a plan or few data change is changed here; files are written at the end.</summary>
/// <param name="Witness">The witness.</param>
/// <param name="SimClr">Stage 1.</param>
/// <param name="Finetune">Stages 2 and 3.</param>
/// <param name="Final">Training on what is believed; null where stage 3's model is the defense's.</param>
/// <param name="IsBuiltIn">Whether it is the built-in one, which is made to fit few data too.</param>
internal sealed record FilledRecipe(
    SuperviseOptions Witness, SimClrOptions SimClr, MixMatchFinetuneOptions Finetune, TrainOptions? Final, bool IsBuiltIn)
{
    // The built-in recipe is written for as many samples as CIFAR-10 has. Ordinary training needs the steps of its epochs to learn a
    // trigger, so that with fewer data it takes more epochs.
    private const int UsualSamples = 50_000;

    // More would learn every label by heart.
    private const int MostWitnessEpochs = 10;

    // An epoch of stage 3 on few data needs fewer iterations than the recipe's: about two thirds of an epoch of the credible samples.
    private const int SamplesAnIteration = 100;
    private const int LeastIterations = 50;

    // A batch of few data is a sixteenth of them at most, or nothing is learned in an epoch.
    private const int BatchesAnEpoch = 16;
    private const int LeastBatch = 4;

    // Few data need more epochs, but hardly more than this.
    private const int MostFinalEpochs = 60;

    private const int MapSamples = 3000;

    /// <summary>The most training samples that a batch takes.</summary>
    public int LargestBatch => new[]
    {
        Witness.Loader.BatchSize,
        SimClr.Loader.BatchSize,
        Finetune.Warmup.Loader.BatchSize,
        Finetune.Semi.Loader.BatchSize * Finetune.Semi.MixMatch.LabeledBatches,
        Final?.Loader.BatchSize ?? 1,
    }.Max();

    /// <summary>How much of everything the recipe has.</summary>
    /// <param name="samples">Number of training samples.</param>
    public DefensePlan Plan(int samples)
    {
        int iterations = Finetune.Semi.MixMatch.TrainIteration;
        return new DefensePlan
        {
            Witness = Epochs(Witness.NumEpochs, MostWitnessEpochs, Witness.Loader, ForSamples(samples).Witness.Loader, samples),
            SimClr = SimClr.NumEpochs,
            Warmup = Finetune.Warmup.NumEpochs,
            Semi = Finetune.Semi.NumEpochs,
            Iterations = IsBuiltIn ? Math.Min(iterations, Math.Max(LeastIterations, samples / SamplesAnIteration)) : iterations,
            Train = Final is null ? 0 : Epochs(Final.NumEpochs, MostFinalEpochs, Final.Loader, ForSamples(samples).Final!.Loader, samples),
            MapSamples = Math.Min(MapSamples, samples),
        };
    }

    /// <summary>The same for pictures of another size than it was written for.</summary>
    /// <param name="side">In pixels.</param>
    public FilledRecipe WithSize(int side) => this with
    {
        Witness = Witness with { Transform = Witness.Transform.WithSize(side) },
        SimClr = SimClr with { Transform = SimClr.Transform.WithSize(side), Aug = SimClr.Aug.WithSize(side) },
        Finetune = Finetune with { Transform = Finetune.Transform.WithSize(side) },
        Final = Final is null ? null : Final with { Transform = Final.Transform.WithSize(side) },
    };

    /// <summary>The same with batches that fit some samples.</summary>
    /// <param name="samples">Number of training samples.</param>
    public FilledRecipe ForSamples(int samples)
    {
        return !IsBuiltIn ? this : this with
        {
            Witness = Witness with { Loader = Fitted(Witness.Loader) },
            SimClr = SimClr with { Loader = Fitted(SimClr.Loader) },
            Finetune = Finetune with
            {
                Warmup = Finetune.Warmup with { Loader = Fitted(Finetune.Warmup.Loader) },
                Semi = Finetune.Semi with { Loader = Fitted(Finetune.Semi.Loader) },
            },
            Final = Final is null ? null : Final with { Loader = Fitted(Final.Loader) },
        };

        LoaderOptions Fitted(LoaderOptions loader) =>
            loader with { BatchSize = Math.Min(loader.BatchSize, Math.Max(LeastBatch, samples / BatchesAnEpoch)) };
    }

    /// <summary>The same with as much of everything as a plan says.</summary>
    /// <param name="plan">The plan.</param>
    public FilledRecipe With(DefensePlan plan)
    {
        int finetune = plan.Warmup + plan.Semi;
        SemiOptions semi = Finetune.Semi;
        return this with
        {
            Witness = Scheduled(Witness, plan.Witness) with { NumEpochs = plan.Witness },
            SimClr = Scheduled(SimClr, plan.SimClr) with { NumEpochs = plan.SimClr },
            Final = Final is null || plan.Train == 0 ? null : Scheduled(Final, plan.Train) with { NumEpochs = plan.Train },
            Finetune = Scheduled(Finetune, finetune) with
            {
                Warmup = Finetune.Warmup with { NumEpochs = plan.Warmup },
                Semi = semi with
                {
                    NumEpochs = plan.Semi,
                    MixMatch = semi.MixMatch with { TrainIteration = plan.Iterations },
                    Criterion = semi.Criterion.With(options => ((Losses.MixMatchLossOptions)options) with { RampupLength = finetune }),
                },
            },
        };
    }

    /// <summary>Writes the configurations.</summary>
    /// <param name="configs">The folder that they are written to.</param>
    /// <param name="data">What the stages train on.</param>
    /// <param name="gpu"><c>cpu</c>, or the number of a CUDA device.</param>
    /// <param name="group">The processes that train together; the first writes.</param>
    /// <param name="told">A list of suspects that a person gave, whose every word is obeyed; null where there is none.</param>
    /// <param name="own">The defense's own list, which the last stage goes by where there is no other.</param>
    /// <returns>The stages, to be run.</returns>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public DefenseStages WriteTo(
        string configs, DatasetSplit data, string gpu, IProcessGroup group, string? told = null, string? own = null)
    {
        List<(DefenseStep, StageRequest)> stages =
        [
            (WitnessedDbd.Witness, Written(WitnessedDbd.Witness, Witness)),
            (WitnessedDbd.Features, Written(WitnessedDbd.Features, SimClr)),
            (WitnessedDbd.Finetune, Written(WitnessedDbd.Finetune, Finetune)),
        ];
        if (Final is not null)
            stages.Add((TrainedDbd.Final, Written(TrainedDbd.Final, Final with
            {
                Suspects = told ?? own ?? Final.Suspects,
                Doubted = told is null ? Final.Doubted : DoubtedUse.AsListed,
            })));
        // The others read what the first has written.
        Agreement.Wait(group);
        return new DefenseStages(stages);

        StageRequest Written(DefenseStep step, StageOptions options)
        {
            string path = DefenseRecipe.PathOf(configs, step);
            if (group.Rank == 0)
                AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(ConfigPrinter.ToYaml(options)));
            return new StageRequest { ConfigPath = path, Stage = step.Stage, Data = data, Gpu = gpu, Group = group };
        }
    }

    // As many steps as the recipe has with the usual number of samples.
    private int Epochs(int usual, int most, LoaderOptions loader, LoaderOptions fitted, int samples)
    {
        int least = usual * (UsualSamples / loader.BatchSize);
        int steps = Math.Max(1, samples / fitted.BatchSize);
        return IsBuiltIn ? Math.Max(usual, Math.Min(most, (least + steps - 1) / steps)) : usual;
    }

    private static T Scheduled<T>(T options, int epochs)
        where T : StageOptions =>
        (T)(options with
        {
            LrScheduler = options.LrScheduler?.With(o =>
                ((Optimization.Schedules.ScheduleOptions)o).ForEpochs(Math.Max(1, epochs))),
        });
}
