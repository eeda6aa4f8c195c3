using Dbd.Configuration;
using Dbd.Reports.Html;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Inspection;
using Dbd.Torch.Tests.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Inspection;

/// <summary>Reports on runs of all stages, trained for a moment.</summary>
public sealed class ReportTests : IClassFixture<ReportTests.TrainedRuns>
{
    private readonly TinyRuns _runs;

    public ReportTests(TrainedRuns trained) => _runs = trained.Runs;

    [Fact]
    public void A_run_of_DBD_is_reported_with_everything()
    {
        RunReport run = Made("mixmatch_finetune").Runs.Single();
        Assert.Equal("DBD, badnets", run.Name);
        Assert.Equal(
            ["SimCLR's features (stage 1, learned without labels)", "Features of the final model (stages 2 and 3)"],
            run.Maps.Select(m => m.Title));
        Assert.All(run.Maps, m => Assert.Equal(TinyRuns.TrainImages, m.Samples.Count));
        Assert.Equal((3, 3, 3), (run.BenignAccuracy.Count, run.AttackSuccessRate.Count, run.TrainingLoss.Count));
        RunRecord record = RunRecord.At(_runs.Saved("mixmatch_finetune", "log", RunRecord.FileName));
        Assert.Equal((record.RobustAccuracy, record.TargetRecall), (run.RobustAccuracy, run.TargetRecall));
        Assert.NotNull(run.RobustAccuracy);
        Assert.Contains("of the test images that the attack is tested on, and is right on ", run.Findings, StringComparison.Ordinal);
        Assert.Equal(["BA", "ASR", "RA", "target recall"], run.Figures.Take(4).Select(f => f.Name));
        Assert.Equal(TinyRuns.TrainImages, run.Classes.Sum(c => c.Count));
        Assert.Equal(TinyRuns.TrainImages / 2, run.Classes.Sum(c => c.Credible));
        Assert.Equal(
            TinyRuns.TrainImages, run.Losses.Where(g => g.Name.Contains("credible", StringComparison.Ordinal)).Sum(g => g.Losses.Count));
        Assert.NotEmpty(run.Suspects!.Suspects);
        Assert.Contains("width: 2", run.Config, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("supervise")]
    [InlineData("mixmatch_finetune")]
    public void The_confusions_are_of_the_last_epoch_s_model(string stage)
    {
        RunReport run = Made(stage).Runs.Single();
        Assert.Equal(
            run.BenignAccuracy[^1], run.Confusion.Index().Sum(row => row.Item[row.Index]) / (double)run.Confusion.Sum(r => r.Sum()), 1e-6);
    }

    [Fact]
    public void A_run_of_SimCLR_has_features_and_no_doubts()
    {
        RunReport run = Made("simclr").Runs.Single();
        Assert.Single(run.Maps);
        Assert.Equal((0, 3), (run.BenignAccuracy.Count, run.TrainingLoss.Count));
        Assert.Null(run.Suspects);
        Assert.All(run.Classes, c => Assert.Null(c.Suspected));
    }

    [Fact]
    public void Several_runs_make_one_page_and_their_maps_show_the_same_samples()
    {
        HtmlReport report = Made("supervise", "mixmatch_finetune");
        Assert.Equal(["No Defense, badnets", "DBD, badnets"], report.Runs.Select(r => r.Name));
        Assert.Single(report.Runs.SelectMany(r => r.Maps).Select(m => string.Join(' ', m.Samples.Select(s => s.Index))).Distinct());
        Assert.Contains("C. ", HtmlReportFile.Text(Made("supervise", "mixmatch_finetune", "simclr")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("saved_data")]
    [InlineData("storage")]
    public void A_run_is_found_by_its_folders(string side)
    {
        string[] folder = [side, "tiny", "supervise", "example"];
        FinishedRun run = FinishedRun.Find(_runs.File(folder), "cpu", _runs.Request("supervise").Overrides).Single();
        Assert.Equal(
            ("supervise", _runs.Saved("supervise"), _runs.Storage("supervise")), (run.Stage, run.Directory.Saved, run.Directory.Storage));
    }

    [Fact]
    public void A_folder_above_runs_names_them_all() => Assert.Equal(
        ["mixmatch_finetune", "simclr", "supervise"],
        FinishedRun.Find(_runs.File("saved_data"), "cpu", Overrides()).Select(r => r.Stage));

    [Fact]
    public void Suspects_beside_a_run_are_taken()
    {
        string file = _runs.Saved("mixmatch_finetune", SuspectFile.Name);
        File.WriteAllText(file, "rank,index,file,label,believed,score,suspected\n1,7,x.png,1,2,0.75,true\n");
        RunReport run = Made("mixmatch_finetune").Runs.Single();
        File.Delete(file);
        Assert.Equal(new Suspect(7, 1, 2, 0.75, true, "x.png"), run.Suspects!.Suspects[0]);
        Assert.Equal(1, run.Classes.Sum(c => c.Suspected));
    }

    [Fact]
    public void The_credible_samples_are_those_of_the_last_epoch_where_the_run_kept_them()
    {
        FinishedRun run = FinishedRun.Of(_runs.Request("mixmatch_finetune"));
        float[] losses = new float[TinyRuns.TrainImages];
        EpochRanking.Of(2, losses, CredibleSplit.Lowest(losses, 0.25)).Save(run.Directory.Record);
        EpochRanking.Of(3, losses, CredibleSplit.Lowest(losses, 0.75)).Save(run.Directory.Record);
        int? credible = Make([run]).Runs.Single().Classes.Sum(c => c.Credible);
        Array.ForEach(Directory.GetFiles(run.Directory.Record, "ranking_epoch*"), File.Delete);
        Assert.Equal(TinyRuns.TrainImages * 3 / 4, credible);
    }

    [Fact]
    public void Else_they_are_chosen_as_the_recipe_does_at_its_end()
    {
        FinishedRun run = FinishedRun.Of(_runs.Request("mixmatch_finetune", "semi.epsilon_end=0.75"));
        Assert.Equal(TinyRuns.TrainImages * 3 / 4, Make([run]).Runs.Single().Classes.Sum(c => c.Credible));
    }

    [Fact]
    public void What_is_no_run_is_refused_with_advice()
    {
        Assert.Contains("There is no such run", Refusal("nowhere"), StringComparison.Ordinal);
        Assert.Contains("There is no run in this folder", Refusal("data"), StringComparison.Ordinal);
        ConfigException refused = Assert.Throws<ConfigException>(() => FinishedRun.Find(
            _runs.Saved("supervise"), "cpu", [.. Overrides(), "saved_dir=/elsewhere", "storage_dir=/elsewhere"]));
        Assert.Contains("--set saved_dir", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_checkpoint_is_refused()
    {
        FinishedRun run = FinishedRun.Of(_runs.Request("supervise", $"storage_dir={_runs.File("empty")}"));
        Assert.Contains("There is no checkpoint", Assert.Throws<DbdException>(() => Make([run])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_that_poisons_other_samples_than_the_run_is_refused()
    {
        FinishedRun run = FinishedRun.Of(_runs.Request("supervise", "seed.seed=101"));
        DbdException refused = Assert.Throws<DbdException>(() => Make([run]));
        Assert.Contains("was trained on other poisoned samples", refused.Message, StringComparison.Ordinal);
    }

    private string Refusal(string folder) =>
        Assert.Throws<ConfigException>(() => FinishedRun.Find(_runs.File(folder), "cpu", Overrides())).Message;

    private IReadOnlyList<string> Overrides() => _runs.Request("simclr").Overrides;

    private HtmlReport Made(params string[] stages) => Make([.. stages.Select(s => FinishedRun.Of(_runs.Request(s)))]);

    private static HtmlReport Make(FinishedRun[] runs) =>
        Report.Make(
            new ReportRequest { Runs = runs, WallPictures = 20 }, _ => { }, TimeProvider.System, TestContext.Current.CancellationToken);

    public sealed class TrainedRuns : IDisposable
    {
        public TrainedRuns()
        {
            foreach (string stage in (string[])["supervise", "simclr", "mixmatch_finetune"])
                Runs.Run(stage);
        }

        internal TinyRuns Runs { get; } = new();

        public void Dispose() => Runs.Dispose();
    }
}
