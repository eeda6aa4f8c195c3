using Dbd.Suspicion;

namespace Dbd.Torch.Defenses;

/// <summary>What a person may do with the suspects, with the commands.</summary>
internal static class NextSteps
{
    /// <summary>The steps, a sentence each; none where nothing is suspected.</summary>
    /// <param name="options">What was asked.</param>
    /// <param name="folder">Where everything lies.</param>
    /// <param name="suspects">The samples.</param>
    public static IReadOnlyList<string> Of(DefenseOptions options, DefenseFolder folder, IReadOnlyList<Suspect> suspects)
    {
        if (!suspects.Any(s => s.IsSuspected))
            return [];
        string test = options.Test is { } trusted ? $" --test {trusted}" : "";
        return
        [
            $"Next, look at the pictures in {Path.GetFileName(folder.Files.Report)}. What they all share is likely the trigger.",
            $"To get the data without them: dbd clean {options.Data} --suspects {folder.Files.Suspects} --out cleaned{test}",
            "To decide yourself, change the column action in a copy of that file, and train by it: "
                + $"dbd defend {options.Data} --out {options.Out} --suspects edited.csv{test}, with the options of before.",
        ];
    }
}
