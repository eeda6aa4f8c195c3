using System.Security.Cryptography;

using Dbd.Configuration;
using Dbd.Data;
using Dbd.Serialization;
using Dbd.Suspicion;
using Dbd.Torch.Defenses.Recipe;

namespace Dbd.Torch.Defenses;

/// <summary>A list of suspects that a person has changed and gives back.</summary>
internal static class ToldSuspects
{
    private const string Option = "--suspects";

    /// <summary>Refuses one that is not there, before anything is read.</summary>
    /// <param name="path">The list; null is none.</param>
    /// <exception cref="ConfigException">It is not there.</exception>
    public static void Check(string? path)
    {
        if (path is not null)
            SuspectList.CheckThere(Option, path);
    }

    /// <summary>Reads it, before anything of an earlier start is touched.</summary>
    /// <param name="path">The list; null is none.</param>
    /// <param name="recipe">What is run.</param>
    /// <param name="folder">The defense's folder.</param>
    /// <param name="data">The data.</param>
    /// <exception cref="ConfigException">It is the defense's own list, or nothing is trained by it.</exception>
    /// <exception cref="DbdException">It cannot be read, or is of other data.</exception>
    public static IReadOnlyList<Suspect>? Read(string? path, DefenseRecipe recipe, DefenseFolder folder, DatasetSplit data)
    {
        if (path is null)
            return null;
        if (recipe.Final is null)
            throw new ConfigException(
                "--suspects", "The model of stage 3 is the one that is asked for, and is not trained by a list.",
                "Leave it out, or run the defense dbd_train.");
        if (path == folder.Files.Suspects)
            throw new ConfigException(
                Option, $"{path} is the defense's own list, which it writes anew.", "Save the changed list under another name.");
        return SuspectList.Read(path, data.Train.ClassNames, data.Train.Labels(), data.Train.Name);
    }

    /// <summary>SHA-256 of it, hexadecimal; null where there is none.</summary>
    /// <exception cref="DbdException">It cannot be read.</exception>
    public static string? HashOf(string? path) => path is null ? null : DamagedDataException.Naming(
        path, "a list of suspects", () => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
}
