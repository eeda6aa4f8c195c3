using System.CommandLine;
using System.CommandLine.Help;

using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData]
    [InlineData("defend")]
    [InlineData("supervise")]
    [InlineData("simclr")]
    [InlineData("mixmatch-finetune")]
    [InlineData("test")]
    [InlineData("suspects")]
    [InlineData("export")]
    [InlineData("predict")]
    [InlineData("poison")]
    [InlineData("craft")]
    [InlineData("report")]
    [InlineData("results")]
    [InlineData("quickstart")]
    [InlineData("table")]
    [InlineData("train")]
    [InlineData("clean")]
    [InlineData("abl")]
    [InlineData("asd")]
    [InlineData("check")]
    [InlineData("list")]
    [InlineData("doctor")]
    [InlineData("data")]
    [InlineData("data", "inspect")]
    [InlineData("data", "cifar10")]
    [InlineData("completion")]
    [InlineData("cache")]
    [InlineData("cache", "clear")]
    public void Help_is_as_approved(params string[] command)
    {
        Shell shell = Shell.Run(Root(), [.. command, "--help"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Approved.Text(string.Join('-', ["help", .. command]), shell.Output);
    }

    [Fact]
    public void Every_command_has_approved_help()
    {
        IEnumerable<Command> commands = DbdCommand.Create().Subcommands.SelectMany(c => c.Subcommands.Prepend(c));
        string[] missing =
        [
            .. commands.Select(Name).Where(n => !File.Exists(RepositoryRoot.File("tests", "Dbd.Cli.Tests", $"help-{n}.approved.txt"))),
        ];
        Assert.Empty(missing);
    }

    [Fact]
    public void No_command_shows_the_help_and_is_an_error()
    {
        Shell shell = Shell.Run();
        Assert.Equal((2, ""), (shell.Code, shell.Output));
        Assert.Contains("quickstart", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_command_shows_its_help_and_is_an_error()
    {
        Shell shell = Shell.Run("data");
        Assert.Equal((2, ""), (shell.Code, shell.Output));
        Assert.StartsWith("dbd: name a command of data: inspect or cifar10.", shell.Error, StringComparison.Ordinal);
    }

    private static string Name(Command command) => command.Parents.OfType<Command>().Single() is RootCommand
        ? command.Name
        : $"{command.Parents.OfType<Command>().Single().Name}-{command.Name}";

    // A fixed width: the terminal's is not the test's.
    private static RootCommand Root()
    {
        RootCommand root = DbdCommand.Create();
        root.Options.OfType<HelpOption>().Single().Action = new HelpAction { MaxWidth = 100 };
        return root;
    }
}
