using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class EpochRankingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunFolder _run;

    public EpochRankingTests()
    {
        string config = _folder.Write("config/a.yaml", "seed: 1"u8.ToArray());
        _run = new RunFolder(config, _folder.File("saved"), _folder.File("storage"));
        _run.Create();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_kept_is_read_again_in_the_order_of_the_epochs()
    {
        foreach (int epoch in (int[])[10, 9])
            EpochRanking.Of(epoch, [0.5f, epoch, 0.25f], new CredibleSplit([0, 2], [1])).Save(_run.Record);
        IReadOnlyList<EpochRanking> kept = EpochRanking.KeptBy(_run.Record, samples: 3);
        Assert.Equal([9, 10], kept.Select(r => r.Epoch));
        Assert.Equal([0.5f, 9, 0.25f], kept[0].Losses);
        Assert.Equal([true, false, true], kept[0].Credible);
    }

    [Fact]
    public void Of_another_data_set_they_are_refused()
    {
        EpochRanking.Of(1, [1, 2], new CredibleSplit([0], [1])).Save(_run.Record);
        DbdException refused = Assert.Throws<DbdException>(() => EpochRanking.KeptBy(_run.Record, samples: 3));
        Assert.Contains("Float32 [2, 3]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_that_are_no_finite_numbers_are_refused()
    {
        EpochRanking.Of(1, [1, float.NaN, 2], new CredibleSplit([0], [1, 2])).Save(_run.Record);
        DbdException error = Assert.Throws<DbdException>(() => EpochRanking.KeptBy(_run.Record, samples: 3));
        Assert.Contains("losses that are no finite numbers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_kept_none_has_none() => Assert.Empty(EpochRanking.KeptBy(_run.Record, samples: 3));
}
