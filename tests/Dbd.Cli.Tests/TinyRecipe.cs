using Dbd.Testing;

namespace Dbd.Cli.Tests;

/// <summary>The repository's recipe of <c>defend</c>, shrunk to what a test can train.</summary>
internal static class TinyRecipe
{
    /// <summary>Writes it.</summary>
    /// <returns>The file to name.</returns>
    public static string In(TempFolder folder)
    {
        foreach (string name in (string[])["witness", "simclr", "mixmatch_finetune"])
        {
            string text = File.ReadAllText(RepositoryRoot.File("config", "defend", $"{name}.yaml"))
                .Replace("width: 16", "width: 2", StringComparison.Ordinal)
                .Replace("precision: auto", "threads: 1", StringComparison.Ordinal)
                .Replace("batch_size: 256", "batch_size: 40", StringComparison.Ordinal)
                .Replace("batch_size: 128", "batch_size: 16", StringComparison.Ordinal)
                .Replace("batch_size: 64", "batch_size: 16", StringComparison.Ordinal)
                .Replace("train_iteration: 500", "train_iteration: 4", StringComparison.Ordinal)
                .Replace("num_epochs: 12", "num_epochs: 2", StringComparison.Ordinal)
                .Replace("num_epochs: 14", "num_epochs: 2", StringComparison.Ordinal)
                .Replace("./config/defend/", $"{folder.Path}/", StringComparison.Ordinal);
            File.WriteAllText(folder.File($"{name}.yaml"), text);
        }
        return folder.File("mixmatch_finetune.yaml");
    }
}
