using Dbd.Imaging;
using Dbd.Reports.Html;
using Dbd.Suspicion;
using Dbd.Suspicion.Pictures;

namespace Dbd.Tests.Reports.Html;

/// <summary>A small report in which everything is known.</summary>
internal static class SampleReports
{
    public static HtmlReport Of(params RunReport[] runs) => new()
    {
        Title = "DBD, badnets",
        Summary = "Trained on 6 samples.",
        Runs = runs,
        Facts = [new Fact("made", "2026-01-02 03:04")],
    };

    public static RunReport Run(string name = "DBD", string file = "a.png", string className = "cat") => new()
    {
        Name = name,
        Findings = "One sample is suspected.",
        ClassNames = [className, "dog"],
        BenignAccuracy = [0.5, 0.75],
        AttackSuccessRate = [0.9, 0.125],
        RobustAccuracy = 0.625,
        TargetRecall = 0.5,
        TrainingLoss = [2, 1],
        Losses = [new LossGroup("credible", [0.1f, 0.2f, 0.2f]), new LossGroup("not credible", [1, 2, 4])],
        Maps = [new FeatureMap("SimCLR", [new(0, 0, 0, 0, false, false), new(2, 1, 1, 1, false, false), new(1, 3, 4, 0, true, true)])],
        Classes = [new ClassRow(4, 3, 1, 1, 0.5), new ClassRow(2, 2, 0, 0, 1)],
        Confusion = [[1, 1], [0, 2]],
        Shared = new SharedTraits(
            new LeadingLabel(0, 30, 40, 20), 30, 1200, new ImageShape(4, 4), new byte[48], new byte[48], new byte[48], Times: 12.75,
            new CommonPatch(new Window(1, 2, 2), Suspects: 0.9, Rest: 0.25, Others: 0.012)),
        Suspects = new SuspectWall(
            [new Suspect(4, 0, 1, 0.98, true, file), new Suspect(2, 1, 1, 0.25, false)],
            PictureSheet.Of(new ImageShape(4, 4), [new byte[48], new byte[48]]),
            new HashSet<int> { 4 }),
        Detection = ["TPR 0.250 at FPR 0.1 %."],
        Figures = [new Fact("BA", "75.00 %")],
        Facts = [new Fact("poison index", "0123456789ab")],
        Config = "seed: 1",
    };
}
