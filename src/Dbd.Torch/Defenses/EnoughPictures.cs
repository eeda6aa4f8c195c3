using Dbd.Configuration;
using Dbd.Data;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.MixMatch;

namespace Dbd.Torch.Defenses;

/// <summary>Refuses data that are too few for a recipe, by words about the data, before any time is spent.</summary>
internal static class EnoughPictures
{
    /// <summary>Looks at the batches of all stages.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stages">Its files, filled in for these data.</param>
    /// <param name="data">The data.</param>
    /// <exception cref="ConfigException">A batch cannot be filled.</exception>
    public static void Check(DefenseRecipe recipe, DefenseStages stages, DatasetSplit data)
    {
        string advice = recipe.IsBuiltIn ? "Add more pictures." : "Add more pictures, or make the recipe's batches smaller.";
        int batch = recipe.LargestBatch(data.Train.Count);
        if (data.Train.Count < batch)
            throw new ConfigException("DATA", $"{data.Train.Count} training pictures are too few: a batch takes {batch}.", advice);

        MixMatchFinetuneOptions options = StageConfig<MixMatchFinetuneOptions>.Load(stages.Finetune).Options;
        foreach (double epsilon in (double[])[options.Semi.Epsilon, options.Semi.EpsilonEnd ?? options.Semi.Epsilon])
        {
            if (CredibleSelection.Misfit(options, data.Train.Labels(), epsilon, suspects: null) is { } problem)
                throw new ConfigException("DATA", $"{data.Train.Count} training pictures are too few: {problem}", advice);
        }
    }
}
