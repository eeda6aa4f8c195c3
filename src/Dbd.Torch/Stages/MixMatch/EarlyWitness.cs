using Dbd.Data;
using Dbd.Poisoning;
using Dbd.Suspicion;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;

namespace Dbd.Torch.Stages.MixMatch;

/// <summary>A model that ordinary training has just begun to teach, asked which samples it fits too early.</summary>
internal static class EarlyWitness
{
    /// <summary>The suspects among the training samples.</summary>
    /// <returns>[samples], true for suspects; null when the configuration asks no witness.</returns>
    /// <exception cref="DbdException">Its checkpoint is not there, of another network, or of other poisoned samples.</exception>
    public static bool[]? Suspects(RunContext run, MixMatchFinetuneOptions options)
    {
        if (!run.HasInput(InputRole.Witness))
            return null;
        Classifier network = run.BuildClassifier();
        run.LoadInput(InputRole.Witness, network);
        Classification witness = new(network, CrossEntropy.PerSample, run.Compute, run.Cancellation);
        float[] losses = witness.SampleLosses(run.TrainLoader(options.Transform.Test, options.Warmup.Loader, "warmup.loader"), epoch: 0);
        StampedSource train = run.Data.Train;
        bool[] suspects = EarlyFit.Suspects(losses, train.Labels(), options.NumClasses);
        string fitted = $"{suspects.Count(s => s)} samples are fitted suspiciously early by {options.Semi.Witness}";
        int found = Enumerable.Range(0, train.Count).Count(i => suspects[i] && train.IsPoisoned(i));
        run.Note(
            run.Data.IsAttackKnown ? $"{fitted}: {found} of the {run.Data.Index.Poisoned} poisoned ones are among them." : $"{fitted}.");
        return suspects;
    }
}
