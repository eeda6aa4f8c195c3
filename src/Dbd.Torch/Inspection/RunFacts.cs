using System.Security.Cryptography;

using Dbd.Poisoning;
using Dbd.Reports.Html;
using Dbd.Reports.Log;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Inspection;

/// <summary>What tells one run from another: data, seed, attack, hashes, times.</summary>
internal static class RunFacts
{
    private const int HashLength = 12;

    public static IEnumerable<Fact> Of(FinishedRun run, StageOptions options, PoisonIndex index, CheckpointStore store)
    {
        yield return new("stage", run.Stage);
        yield return new("data", options.DatasetDir);
        yield return new("seed", $"{options.Seed.Seed}");
        yield return new("network", options.Network.Description);
        yield return new("precision", $"{options.Precision}".ToLowerInvariant());
        if (options.Backdoor is { } backdoor)
        {
            yield return new("attack", $"{backdoor.Attack.Name}, poison ratio {backdoor.PoisonRatio}, {backdoor.Aim}");
            yield return new("poison index", $"{index.Hash}, {index.Summary}");
        }
        string checkpoint = store.PathOf(CheckpointStore.Latest);
        yield return new("checkpoint", checkpoint);
        yield return new("its SHA-256", HashOf(checkpoint));
        yield return new("epochs done", $"{Checkpoint.Of(store.Read(CheckpointStore.Latest), checkpoint).Epoch}");
        yield return new("configuration", run.Request.ConfigPath);
        yield return new("its SHA-256", HashOf(run.Request.ConfigPath));
        if (run.Request.Overrides.Count > 0)
            yield return new("overrides", string.Join(" ", run.Request.Overrides));
        if (LogTimes.Of(run.Directory.Log, run.Stage) is { } times)
        {
            yield return new("begun", $"{times.Begin:yyyy-MM-dd HH:mm:ss}");
            yield return new("last epoch ended", $"{times.End:yyyy-MM-dd HH:mm:ss}");
        }
    }

    private static string HashOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..HashLength] + "…";
    }
}
