using Dbd.Configuration;
using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Inspection;
using Dbd.Torch.Tests.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Inspection;

public sealed class SuspectSearchTests : IDisposable
{
    private readonly TinyRuns _runs = new();

    public SuspectSearchTests()
    {
        _runs.Run("supervise");
        _runs.Run("simclr");
        _runs.Run("mixmatch_finetune");
    }

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_finished_run_s_samples_are_listed_and_compared_with_what_is_known()
    {
        SuspectSearchResult result = Search(Witness);
        Assert.Equal(_runs.Saved("mixmatch_finetune", "suspects.csv"), result.Path);
        Detection detection = Assert.IsType<Detection>(result.Detection);

        PoisonIndex known = PoisonIndex.Load(_runs.Saved("mixmatch_finetune", "poison_idx.npy"), TinyRuns.TrainImages);
        string[][] rows = [.. File.ReadAllLines(result.Path).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(Enumerable.Range(0, TinyRuns.TrainImages), rows.Select(r => int.Parse(r[1])).Order());
        bool[] poisoned = [.. rows.Select(r => known[int.Parse(r[1])])];
        Assert.Equal((TinyRuns.TrainImages, known.Poisoned), (detection.Samples, detection.Poisoned));
        Assert.Equal([0.001, 0.005, 0.01], detection.TruePositiveRates.Select(r => r.FalsePositiveRate));
        Assert.NotNull(detection.IsTargetNamed);
        Assert.Equal(poisoned.Take(TinyRuns.TrainImages / 10).Count(p => p) / (double)known.Poisoned, detection.RecallInTop10Percent);

        // Again it is replaced, by the same.
        byte[] first = File.ReadAllBytes(result.Path);
        Search(Witness);
        Assert.Equal(first, File.ReadAllBytes(result.Path));
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        Assert.Contains("semi.witness: no witness is named.", Refused(() => Search()), StringComparison.Ordinal);
        Assert.Contains("semi.witness: there is no none.pt", Refused(() => Search("semi.witness=none.pt")), StringComparison.Ordinal);
        Assert.Contains(
            "a simclr run believes no labels of its own",
            Refused(() => SuspectSearch.Run(_runs.Request("simclr"), null, _ => { }, TestContext.Current.CancellationToken)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_list_of_ours_is_left_as_it_is()
    {
        string file = _runs.File("suspects.csv");
        File.WriteAllText(file, "index,score\n1,2\n");
        DbdException refused = Assert.Throws<DbdException>(() => SuspectSearch.Run(
            _runs.Request("mixmatch_finetune", Witness), file, _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("is no earlier list of suspects", refused.Message, StringComparison.Ordinal);
        Assert.Equal("index,score\n1,2\n", File.ReadAllText(file));
    }

    private string Witness => $"semi.witness={_runs.Latest("supervise")}";

    [Fact]
    public void A_run_at_work_is_left_alone()
    {
        using RunLock other = RunLock.Take([_runs.Saved("mixmatch_finetune")], _ => { }, TimeProvider.System);
        string refused = Assert.Throws<DbdException>(() => Search(Witness)).Message;
        Assert.StartsWith($"{_runs.Saved("mixmatch_finetune")} is in use by process ", refused, StringComparison.Ordinal);
        Assert.False(File.Exists(_runs.Saved("mixmatch_finetune", "suspects.csv")));
    }

    private SuspectSearchResult Search(params string[] overrides) =>
        SuspectSearch.Run(_runs.Request("mixmatch_finetune", overrides), path: null, _ => { }, TestContext.Current.CancellationToken);

    private static string Refused(Action work) => Assert.Throws<ConfigException>(work).Message;
}
