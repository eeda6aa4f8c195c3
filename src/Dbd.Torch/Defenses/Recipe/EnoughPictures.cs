using Dbd.Configuration;
using Dbd.Data;
using Dbd.Torch.Stages.MixMatch;

namespace Dbd.Torch.Defenses.Recipe;

/// <summary>Refuses data that are too few for a recipe, by words about the data, before any time is spent.</summary>
internal static class EnoughPictures
{
    /// <summary>Looks at the batches of all stages.</summary>
    /// <param name="recipe">The recipe, fitted to these data.</param>
    /// <param name="data">The data.</param>
    /// <exception cref="ConfigException">A batch cannot be filled.</exception>
    public static void Check(FilledRecipe recipe, DatasetSplit data)
    {
        string advice = recipe.IsBuiltIn ? "Add more pictures." : "Add more pictures, or make the recipe's batches smaller.";
        if (data.Train.Count < recipe.LargestBatch)
            throw new ConfigException(
                "DATA", $"{data.Train.Count} training pictures are too few: a batch takes {recipe.LargestBatch}.", advice);

        SemiOptions semi = recipe.Finetune.Semi;
        foreach (double epsilon in (double[])[semi.Epsilon, semi.EpsilonEnd ?? semi.Epsilon])
        {
            if (CredibleSelection.Misfit(recipe.Finetune, data.Train.Labels(), epsilon, suspects: null) is { } problem)
                throw new ConfigException("DATA", $"{data.Train.Count} training pictures are too few: {problem}", advice);
        }
    }
}
