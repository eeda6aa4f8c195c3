using Dbd.Runs;
using Dbd.Testing;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;
using Dbd.Torch.Tables;

using Xunit;

namespace Dbd.Torch.Tests.Tables;

public sealed class QuickstartPlanTests
{
    [Fact]
    public void Its_plan_is_what_its_configurations_make_it_do()
    {
        RunPlan plan = Quickstart.Plan(new QuickstartRequest { Root = RepositoryRoot.File() });
        Assert.Equal(
            ["supervise", "simclr", "mixmatch_finetune", "supervise", "simclr", "mixmatch_finetune"], plan.Runs.Select(r => r.Stage));
        Assert.All(plan.Runs, run => Assert.Equal(run.Epochs, run.Phases.Sum(p => p.Epochs)));

        // In passes of an image, of which learning from one takes 3: 5,000 training and twice 1,000 test images.
        Assert.Equal([new RunPhase("supervise", 10, 15_000, After: 2000)], plan.Runs[0].Phases);
        Assert.Equal([new RunPhase("simclr", 6, 30_000)], plan.Runs[1].Phases);
        // 65 iterations of 64 images: guesses at two views, and learning from these and one batch of labeled ones.
        Assert.Equal(
            [new RunPhase("warmup", 6, 5000, After: 2000), new RunPhase("semi", 3, 65 * 64 * (2 + 3 * 3), Before: 5000, After: 2000)],
            plan.Runs[2].Phases);
    }

    [Theory]
    [InlineData("a #b")]
    [InlineData("it's: {here}")]
    public void Its_folder_may_have_any_name(string folder)
    {
        QuickstartRequest request = new() { Root = RepositoryRoot.File(), Out = folder };
        StageFile[] stages = [.. Quickstart.StagesOf(request, new PublishedDbd(), "blend").Select(StageFiles.Load)];
        Assert.All(stages, stage => Assert.Equal(Path.Combine(folder, "seed-100", "saved_data"), stage.Options.SavedDir));
    }

    [Fact]
    public void Fewer_images_are_less_work() => Assert.Equal(
        3000,
        Quickstart.Plan(new QuickstartRequest { Root = RepositoryRoot.File(), Overrides = ["train_images=1000"] })
            .Runs[0].Phases[0].Steps);
}
