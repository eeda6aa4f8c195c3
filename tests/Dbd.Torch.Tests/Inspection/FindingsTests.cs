using Dbd.Reports.Html;
using Dbd.Torch.Inspection;

using Xunit;

namespace Dbd.Torch.Tests.Inspection;

public sealed class FindingsTests
{
    private static readonly RunReport s_run = new() { Name = "DBD, blend", Findings = "", ClassNames = ["cat"] };

    [Fact]
    public void A_run_in_short_gives_the_last_epoch() => Assert.Equal(
        "DBD, blend: BA 92.50 %, ASR 1.25 %.",
        Findings.InShort(s_run with { BenignAccuracy = [0.5, 0.925], AttackSuccessRate = [0.9, 0.0125] }));

    [Fact]
    public void Without_an_attack_there_is_no_ASR() =>
        Assert.Equal("DBD, blend: BA 92.50 %.", Findings.InShort(s_run with { BenignAccuracy = [0.925] }));

    [Fact]
    public void Without_a_test_there_are_features_only() =>
        Assert.Equal("DBD, blend: features only.", Findings.InShort(s_run with { BenignAccuracy = [double.NaN] }));
}
