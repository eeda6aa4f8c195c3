using System.Text;

using Dbd.Runs;
using Dbd.Torch.Tables;
using Dbd.Torch.Tests.Stages;

namespace Dbd.Torch.Tests.Tables;

/// <summary>A table over the configurations of <see cref="TinyRuns"/>.</summary>
internal sealed class TinyTable : IDisposable
{
    public const string Methods = """
        methods:
          - name: No Defense
            stages: [{config: config/tiny/supervise/example.yaml, set: [num_epochs=1]}]
          - name: clean
            stages: [{config: config/tiny/supervise/example.yaml, set: [num_epochs=1, backdoor.poison_training=False]}]
          - name: DBD
            stages:
              - {config: config/tiny/simclr/example.yaml, set: [num_epochs=1, loader.batch_size=40, "aug.primary={}"]}
              - {config: config/tiny/mixmatch_finetune/example.yaml, set: [semi.num_epochs=1]}

        """;

    private readonly TinyRuns _runs = new();

    public string Runs => _runs.File("table_runs");

    public string Out => _runs.File("results");

    public TableRequest Request(string yaml, params string[] overrides) => new()
    {
        SpecPath = Write(yaml),
        Gpu = "cpu",
        Overrides =
        [
            $"dataset_dir={_runs.File("data")}",
            $"backdoor.badnets.trigger_path={TinyRuns.Trigger("badnets_2x2.png")}",
            .. overrides,
        ],
    };

    /// <summary>A table's file with the folders of this test.</summary>
    public string Spec(string methods = Methods, string seeds = "[100]") =>
        $"out: {Out}\nruns: {Runs}\nseeds: {seeds}\nattacks: [badnets]\n{methods}";

    public TablePlan Plan(string yaml, params string[] overrides) => TablePlan.Load(Request(yaml, overrides));

    /// <summary>Makes a table.</summary>
    /// <returns>What was told.</returns>
    public static IReadOnlyList<string> Run(TablePlan plan, params IReadOnlyList<IRunObserver> observers)
    {
        List<string> told = [];
        new TableRunner(plan, observers, told.Add, TimeProvider.System).Run(CancellationToken.None);
        return told;
    }

    /// <summary>Begins to make a table, until it is interrupted.</summary>
    public static void RunUntil(TablePlan plan, Stopper stopper) =>
        new TableRunner(plan, [stopper], _ => { }, TimeProvider.System).Run(stopper.Token);

    /// <summary>Replaces a stage's configuration.</summary>
    public void WriteConfig(string stage, string yaml) => _runs.Write(stage, yaml);

    public string Shortened(string text) => text.Replace(_runs.Root, "TMP");

    public void Dispose() => _runs.Dispose();

    private string Write(string yaml)
    {
        string path = _runs.File("config", "tiny", "table.yaml");
        File.WriteAllText(path, yaml, Encoding.UTF8);
        return path;
    }
}
