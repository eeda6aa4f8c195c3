using System.Text;

using Dbd.Configuration;
using Dbd.Testing;
using Dbd.Torch.Tables;
using Dbd.Torch.Tests.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Tables;

public sealed class TablePlanTests : IDisposable
{
    private const string Variants = """
        methods:
          - name: one
            stages: &dbd
              - config: config/tiny/simclr/example.yaml
              - config: config/tiny/mixmatch_finetune/example.yaml
          - name: other
            stages:
              - config: config/tiny/simclr/example.yaml
              - {config: config/tiny/mixmatch_finetune/example.yaml, set: [semi.balance=label]}
          - name: with a witness
            stages:
              - config: config/tiny/supervise/example.yaml
              - config: config/tiny/simclr/example.yaml
              - config: config/tiny/mixmatch_finetune/example.yaml
          - name: same as one
            stages: *dbd

        """;

    private readonly TinyTable _table = new();

    [Fact]
    public void Equal_configurations_are_one_run()
    {
        IReadOnlyList<TableCell> cells = _table.Plan(_table.Spec(Variants)).Cells;
        Assert.Single(cells.SelectMany(c => c.Runs).Where(r => r.Stage == "simclr").DistinctBy(r => r.Hash));
        Assert.Equal(3, cells.Select(c => c.Runs[^1].Hash).Distinct().Count());
        Assert.Equal(cells[0].Runs[^1].Folder, cells[3].Runs[^1].Folder);
    }

    [Fact]
    public void Another_seed_is_another_run_and_the_first_seed_comes_first()
    {
        IReadOnlyList<TableCell> cells = _table.Plan(_table.Spec(seeds: "[5, 6]")).Cells;
        Assert.Equal([5, 5, 5, 6, 6, 6], cells.Select(c => c.Seed));
        Assert.Equal(["No Defense", "clean", "DBD"], cells.Take(3).Select(c => c.Method));
        Assert.Equal(8, cells.SelectMany(c => c.Runs).Select(r => r.Hash).Distinct().Count());
    }

    [Fact]
    public void A_setting_applies_to_every_run_of_its_cells()
    {
        string yaml = _table.Spec()
            + "settings: [{name: few, set: [backdoor.poison_ratio=0.1]}, {name: many, set: [backdoor.poison_ratio=0.3]}]\n";
        IReadOnlyList<TableCell> cells = _table.Plan(yaml).Cells;
        Assert.All(cells, c =>
            Assert.All(c.Runs, r => Assert.Contains($"backdoor.poison_ratio={(c.Setting == "few" ? "0.1" : "0.3")}", r.Request.Overrides)));
        Assert.Equal(8, cells.SelectMany(c => c.Runs).Select(r => r.Hash).Distinct().Count());
    }

    [Fact]
    public void What_is_set_for_a_stage_holds_for_its_runs_only_and_a_method_may_say_otherwise()
    {
        string yaml = _table.Spec(Variants)
            + "stages: [{stage: simclr, set: [num_epochs=7]}, {stage: mixmatch_finetune, set: [semi.balance=none, semi.num_epochs=9]}]\n";
        IReadOnlyList<PlannedRun>[] cells = [.. _table.Plan(yaml).Cells.Select(c => c.Runs)];
        Assert.Equal(7, cells[0][0].Epochs);
        Assert.Equal(cells[2][2].Epochs, cells[0][1].Epochs);
        Assert.Equal(_table.Plan(_table.Spec(Variants)).Cells[2].Runs[0].Hash, cells[2][0].Hash);
        Assert.NotEqual(cells[0][1].Hash, cells[1][1].Hash);
        Assert.Equal("semi.balance=label", cells[1][1].Request.Overrides.Last(o => o.StartsWith("semi.balance")));
    }

    [Fact]
    public void What_the_command_line_sets_for_a_stage_holds_for_its_runs_only()
    {
        string yaml = _table.Spec(Variants);
        IReadOnlyList<PlannedRun> runs =
            _table.Plan(yaml, "simclr.num_epochs=7", "mixmatch-finetune.semi.num_epochs=9", "precision=bf16").Cells[2].Runs;
        IReadOnlyList<PlannedRun> before = _table.Plan(yaml, "precision=bf16").Cells[2].Runs;
        Assert.Equal((before[0].Hash, before[0].Epochs), (runs[0].Hash, runs[0].Epochs));
        Assert.Equal(7, runs[1].Epochs);
        Assert.Contains("semi.num_epochs=9", runs[2].Request.Overrides);
        Assert.DoesNotContain(runs[2].Request.Overrides, o => o.Contains("num_epochs=7", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_set_for_all_stages_and_one_does_not_know_is_refused_with_the_way_to_set_it_for_one()
    {
        string unknown = Assert.Throws<ConfigException>(() => _table.Plan(_table.Spec(Variants), "num_epochs=2")).Message;
        Assert.EndsWith(
            "To set it for the runs of one stage: --set STAGE.num_epochs=2, where STAGE is supervise or simclr or mixmatch_finetune or abl "
                + "or asd or train.",
            unknown,
            StringComparison.Ordinal);
        string yaml = _table.Spec("methods: [{name: alone, stages: [{config: config/tiny/supervise/example.yaml}]}]\n");
        string unused = Assert.Throws<ConfigException>(() => _table.Plan(yaml, "simclr.num_epochs=2")).Message;
        Assert.Equal("--set: No method has a simclr stage. The stages of this table: supervise.", unused);
    }

    [Theory]
    [InlineData("seed.seed=5", "seed.seed", "`seeds` in the table's file says which seeds are run.")]
    [InlineData("seed={seed: 5}", "seed.seed", "`seeds` in the table's file says which seeds are run.")]
    [InlineData("supervise.seed.seed=5", "seed.seed", "`seeds` in the table's file says which seeds are run.")]
    [InlineData("saved_dir=here", "saved_dir", "`runs` in the table's file says where runs lie.")]
    [InlineData("storage_dir=here", "storage_dir", "`runs` in the table's file says where runs lie.")]
    [InlineData(
        "mixmatch_finetune.semi.witness=w.pt", "semi.witness", "Its witness is the supervise run before it among the method's stages.")]
    [InlineData(
        "mixmatch_finetune.pretrain_checkpoint=epoch3.pt", "pretrain_checkpoint",
        "Its backbone is the simclr run before it among the method's stages.")]
    public void What_the_table_sets_itself_is_refused_with_what_to_do_instead(string set, string key, string instead)
    {
        string refused = Assert.Throws<ConfigException>(() => _table.Plan(_table.Spec(Variants), set)).Message;
        Assert.EndsWith($" has no effect, since the table sets {key} itself. {instead}", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_table_s_file_sets_is_refused_likewise_and_a_witness_that_is_none_of_its_runs_is_not()
    {
        string yaml = _table.Spec(Variants) + "settings: [{name: other seed, set: [seed.seed=5]}]\n";
        Assert.Contains("seed.seed=5 has no effect", Assert.Throws<ConfigException>(() => _table.Plan(yaml)).Message);
        string alone = _table.Spec(Variants.Replace("semi.balance=label", "semi.witness=w.pt")
            .Replace("      - config: config/tiny/supervise/example.yaml\n", ""));
        Assert.Contains("semi.witness=w.pt", _table.Plan(alone).Cells[1].Runs[1].Request.Overrides);
    }

    [Fact]
    public void A_witness_that_a_configuration_names_too_is_no_other_run()
    {
        const string methods = """
            methods:
              - name: trained
                stages:
                  - config: config/tiny/supervise/example.yaml
                  - config: config/tiny/simclr/example.yaml
                  - config: config/tiny/mixmatch_finetune/example.yaml
                  - config: config/tiny/train/example.yaml

            """;
        string[] before = Hashes(_table.Plan(_table.Spec(methods)));
        _table.WriteConfig("train", TinyConfigs.Train.Replace("asked_from", "witness: ./config/tiny/supervise/example.yaml\nasked_from"));
        Assert.Equal(before, Hashes(_table.Plan(_table.Spec(methods))));
    }

    [Fact]
    public void Which_models_are_of_clean_data_their_configurations_say()
    {
        Assert.Equal([false, true, false], _table.Plan(_table.Spec()).Cells.Select(c => c.IsOfCleanData));
        string yaml = _table.Spec() + "settings: [{name: no poison, set: [backdoor.poison_training=False]}]\n";
        Assert.All(_table.Plan(yaml).Cells, c => Assert.True(c.IsOfCleanData));
    }

    [Fact]
    public void Where_data_lie_and_how_many_threads_compute_is_no_other_run()
    {
        string[] hashes = Hashes(_table.Plan(_table.Spec()));
        Assert.Equal(hashes, Hashes(_table.Plan(_table.Spec(), "threads=2", "dataset_dir=elsewhere")));
        Assert.Equal(
            Hashes(_table.Plan(_table.Spec(), "train_images=60")), Hashes(_table.Plan(_table.Spec(), "threads=2", "train_images=60")));
        Assert.NotEqual(hashes, Hashes(_table.Plan(_table.Spec(), "precision=bf16")));
    }

    [Fact]
    public void A_finetune_knows_the_runs_before_it()
    {
        IReadOnlyList<PlannedRun> runs = _table.Plan(_table.Spec(Variants)).Cells[2].Runs;
        Assert.Contains($"pretrain_checkpoint='{runs[1].LastCheckpoint}'", runs[2].Request.Overrides);
        Assert.Contains($"semi.witness='{runs[0].LastCheckpoint}'", runs[2].Request.Overrides);
    }

    [Fact]
    public void A_finetune_has_data_and_attack_of_its_simclr_run()
    {
        string yaml = _table.Spec(Variants)
            + "stages: [{stage: simclr, set: [backdoor.poison_ratio=0.3, train_images=60, num_epochs=7]}]\n";
        PlannedRun finetune = _table.Plan(yaml).Cells[0].Runs[1];
        Assert.Contains("backdoor.poison_ratio=0.3", finetune.Request.Overrides);
        Assert.Contains("train_images=60", finetune.Request.Overrides);
        Assert.DoesNotContain("num_epochs=7", finetune.Request.Overrides);
        Assert.Single(finetune.Request.Overrides, o => o.StartsWith("saved_dir=", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_that_differ_in_where_data_lie_only_are_refused()
    {
        string yaml = _table.Spec() + "settings: [{name: here, set: [dataset_dir=a]}, {name: there, set: [dataset_dir=b]}]\n";
        DbdException e = Assert.ThrowsAny<DbdException>(() => TablePlan.Load(_table.Request(yaml) with { Overrides = [] }));
        Assert.Equal(2, e.ExitCode);
        Assert.Contains(
            "would be trained on dataset_dir=a and on dataset_dir=b: where data lie does not make another run.",
            e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_of_a_run_names_the_device_that_was_asked_for() =>
        Assert.Contains(
            "config/tiny/supervise/example.yaml --gpu cpu --set ",
            _table.Plan(_table.Spec()).Cells[0].Runs[0].Command,
            StringComparison.Ordinal);

    [Fact]
    public void Every_mistake_is_told_with_its_place()
    {
        StringBuilder text = new();
        Fails("unknown key", _table.Spec() + "setings: []\n");
        Fails("no methods", _table.Spec("methods: []\n"));
        Fails("a method that stands twice", _table.Spec(Variants.Replace("name: other", "name: one")));
        Fails("a seed that stands twice", _table.Spec(seeds: "[1, 1]"));
        Fails("a configuration that is not there", _table.Spec(Variants.Replace("simclr/example", "simclr/none")));
        Fails("an unknown key of a stage", _table.Spec(Variants.Replace("semi.balance", "semi.ballance")));
        Fails(
            "a finetune alone", _table.Spec("methods: [{name: alone, stages: [{config: config/tiny/mixmatch_finetune/example.yaml}]}]\n"));
        Fails(
            "overrides of a stage that is not there",
            _table.Spec("methods: [{name: alone, stages: [{config: config/tiny/supervise/example.yaml}]}]\n")
                + "stages: [{stage: simclr, set: [num_epochs=7]}]\n");
        Approved.Text("TableErrors", text.ToString());

        void Fails(string what, string yaml)
        {
            DbdException e = Assert.ThrowsAny<DbdException>(() => _table.Plan(yaml));
            text.Append($"{what}\n  {e.ExitCode} {_table.Shortened(e.Message)}\n");
        }
    }

    public void Dispose() => _table.Dispose();

    private static string[] Hashes(TablePlan plan) => [.. plan.Cells.SelectMany(c => c.Runs).Select(r => r.Hash)];
}
