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
}
