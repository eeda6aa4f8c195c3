using Dbd.Configuration;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Tables;

/// <summary>Overrides of a whole table that are of one stage's runs: <c>supervise.num_epochs=2</c>.</summary>
internal static class StageOverride
{
    /// <summary>The overrides that runs of a stage get: those without a stage before them, and its own without it.</summary>
    public static IEnumerable<string> For(string stage, IEnumerable<string> overrides) =>
        overrides.Where(o => StageOf(o) is not { } only || only == stage)
            .Select(o => StageOf(o) is null ? o : o[(o.IndexOf('.', StringComparison.Ordinal) + 1)..]);

    /// <summary>The stages that overrides name.</summary>
    public static IEnumerable<string> Named(IEnumerable<string> overrides) => overrides.Select(StageOf).OfType<string>();

    /// <summary>What to do about an override that a stage does not know; empty where the mistake is none of those.</summary>
    public static string Advice(ConfigLocation mistake, IEnumerable<string> overrides) => overrides
        .Where(o => StageOf(o) is null && mistake.Key.Length > 0 && o.StartsWith($"{mistake.Key}=", StringComparison.Ordinal))
        .Select(o => $"To set it for the runs of one stage: --set STAGE.{o}, where STAGE is {Stages}.")
        .FirstOrDefault("");

    private static string Stages => string.Join(" or ", StageCatalog.Stages.Select(s => s.Name));

    // As commands are called, too: mixmatch-finetune.
    private static string? StageOf(string set)
    {
        int end = set.IndexOfAny(['.', '=']);
        string? name = end > 0 && set[end] == '.' ? set[..end].Trim().Replace('-', '_') : null;
        return StageCatalog.Stages.Any(s => s.Name == name) ? name : null;
    }
}
