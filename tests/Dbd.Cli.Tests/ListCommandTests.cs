using Dbd.Cli.Commands;
using Dbd.Configuration;
using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class ListCommandTests
{
    [Fact]
    public void Registries_are_shown_in_blocks()
    {
        Registry<object> attacks = new("attack")
        {
            { "badnets", "A small pattern of pixels", "Gu et al. 2017", (string _) => new object() },
            { "blend", "A picture, blended in", "Chen et al. 2017", (string _) => new object() },
        };
        Registry<object> losses = new("loss") { { "sce", "Symmetric cross entropy", "Wang et al. 2019", (string _) => new object() } };
        using StringWriter output = new();
        ListCommand.Write([attacks, losses], output);
        Approved.Text("List", output.ToString());
    }
    [Theory]
    [InlineData("attacks", "attack")]
    [InlineData("ATTACK", "attack")]
    [InlineData("losses", "loss")]
    [InlineData("datasets", "data set")]
    [InlineData("data-set", "data set")]
    public void A_kind_is_shown_alone(string word, string kind)
    {
        Shell shell = Shell.Run("list", word);
        Assert.Equal(0, shell.Code);
        string[] heads = [.. shell.Output.Split(Environment.NewLine).Where(l => l.Length > 0 && l[0] != ' ')];
        Assert.Equal([kind], heads);
    }

    [Fact]
    public void A_kind_that_there_is_not_is_refused_with_those_that_there_are()
    {
        Shell shell = Shell.Run("list", "networks", "atacks");
        Assert.Equal((2, ""), (shell.Code, shell.Output));
        Assert.Contains("there is no list of 'atacks': use data-sets, attacks, ", shell.Error, StringComparison.Ordinal);
    }
}
