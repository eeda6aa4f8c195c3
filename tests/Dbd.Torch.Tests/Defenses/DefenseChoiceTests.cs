using Dbd.Configuration;
using Dbd.Torch.Defenses;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Defenses.Recipe;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

/// <summary>Which defense <c>defend</c> runs.</summary>
public sealed class DefenseChoiceTests
{
    [Fact]
    public void Those_that_judge_can_be_chosen() => Assert.Equal(["dbd_witness", "dbd_train"], DefenseCatalog.ThatJudge);

    [Fact]
    public void The_judge_is_the_same_and_its_own_model_is_the_product_of_dbd_witness()
    {
        DefenseRecipe usual = DefenseRecipe.Load(null);
        DefenseRecipe trained = DefenseRecipe.Load(null, "dbd_train");
        DefenseRecipe judge = DefenseRecipe.Load(null, "dbd_witness");
        Assert.Equal((usual.Hash, usual.FinalHash), (trained.Hash, trained.FinalHash));
        Assert.NotNull(usual.Final);
        Assert.Equal(usual.Hash, judge.Hash);
        Assert.Null(judge.Final);
    }

    [Theory]
    [InlineData(null, "abl", "abl does not judge the samples, so there would be nothing to tell of them. Use dbd_witness or dbd_train")]
    [InlineData(null, "none", "none does not judge the samples")]
    [InlineData(null, "dbd2", "there is no defense named dbd2. Use dbd_witness or dbd_train")]
    [InlineData("my.yaml", "dbd_train", "my.yaml says which stages are run. Leave out --defense or --config.")]
    public void Others_are_refused(string? recipe, string defense, string message)
    {
        ConfigException e = Assert.Throws<ConfigException>(() => DefenseRecipe.Load(recipe, defense));
        Assert.StartsWith("--defense: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_suspects_for_a_defense_that_trains_by_none_is_refused()
    {
        using TinyDefense tiny = new();
        string list = tiny.Runs.File("edited.csv");
        File.WriteAllText(list, "index,label,believed,score,suspected,action\n");
        DefenseOptions options = tiny.Options with { Suspects = list };
        ConfigException e = Assert.Throws<ConfigException>(() => new Defender(options).Run(null, TestContext.Current.CancellationToken));
        Assert.StartsWith("--suspects: The model of stage 3 is the one that is asked for", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tiny.File("storage")));
    }
}
