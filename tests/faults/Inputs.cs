using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Testing;

namespace Dbd.Faults;

/// <summary>What the subjects read: drawn pictures, a recipe for <c>defend</c>, a table's file.</summary>
internal static class Inputs
{
    public const int Training = 200;

    private const int Test = 60;

    /// <summary>Writes all of it into a folder.</summary>
    public static void Write(string root)
    {
        CifarBinaryWriter.Write(
            Path.Combine(root, "data"),
            Synthetic.Generate(seed: 1, SyntheticSplit.Train, Training),
            Synthetic.Generate(seed: 1, SyntheticSplit.Test, Test));
        Directory.CreateDirectory(Path.Combine(root, "recipe"));
        foreach (string name in (string[])["witness", "simclr", "mixmatch_finetune"])
            File.WriteAllText(Path.Combine(root, "recipe", $"{name}.yaml"), Recipe(name, Path.Combine(root, "recipe")));
        File.WriteAllText(Path.Combine(root, "table.yaml"), Table());
    }

    // The repository's, made small as the stages are.
    private static string Recipe(string name, string folder)
    {
        (string, string)[] changes =
        [
            ("width: 16", "width: 4"), ("precision: auto", "precision: fp32\nthreads: 1"), ("batch_size: 256", "batch_size: 40"),
            ("batch_size: 128", "batch_size: 40"), ("batch_size: 64", "batch_size: 16"), ("train_iteration: 500", "train_iteration: 6"),
            ("num_epochs: 14", "num_epochs: 2"), ("num_epochs: 12", "num_epochs: 2"),
            ("num_epochs: 3", "num_epochs: 2"), ("num_workers: 2", "num_workers: 1"),
            ("./config/defend/", $"{folder}/"),
        ];
        return changes.Aggregate(
            File.ReadAllText(RepositoryRoot.File("config", "defend", $"{name}.yaml")),
            (text, change) => text.Replace(change.Item1, change.Item2, StringComparison.Ordinal));
    }

    private static string Table() => $$"""
        out: ./run/out
        runs: ./run/runs
        set: {{List(Subjects.Small)}}
        stages:
          - {stage: supervise, set: {{List(Subjects.SmallSupervise)}}}
          - {stage: simclr, set: {{List(Subjects.SmallSimClr)}}}
          - {stage: mixmatch_finetune, set: {{List(Subjects.SmallFinetune)}}}
        seeds: [1]
        attacks: [badnets]
        methods:
          - name: No Defense
            stages: [{config: "{{Stage("supervise")}}"}]
          - name: DBD
            stages: [{config: "{{Stage("supervise")}}"}, {config: "{{Stage("simclr")}}"}, {config: "{{Stage("mixmatch_finetune")}}"}]
        """;

    private static string Stage(string name) => RepositoryRoot.File("config", "quickstart", name, "{attack}.yaml");

    private static string List(string[] settings) => $"[{string.Join(", ", settings.Select(s => $"\"{s}\""))}]";
}
