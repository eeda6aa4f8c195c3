using System.CommandLine;

using Dbd.Cli.Commands;

namespace Dbd.Cli;

/// <summary>The tree of commands.</summary>
internal static class DbdCommand
{
    /// <summary>The name of the switch that adds stack traces.</summary>
    public const string Verbose = "--verbose";

    public static RootCommand Create()
    {
        RootCommand root = Fixed();
        int place = root.Subcommands.ToList().FindIndex(c => c.Name == "test");
        foreach (Command stage in StageCommands.Create().Reverse())
            root.Subcommands.Insert(place, stage);
        return root;
    }

    private static RootCommand Fixed() => new("Backdoor Defense via Decoupling the Training Process (ICLR 2022), for .NET.")
    {
        HelpName = "dbd",
        Options = { new Option<bool>(Verbose) { Recursive = true, Description = "Show stack traces of errors" } },
        Subcommands =
        {
            QuickstartCommand.Create(),
            DefendCommand.Create(),
            TestCommand.Create(),
            SuspectsCommand.Create(),
            ReportCommand.Create(),
            ResultsCommand.Create(),
            ExportCommand.Create(),
            PredictCommand.Create(),
            TableCommand.Create(),
            CleanCommand.Create(),
            PoisonCommand.Create(),
            CraftCommand.Create(),
            CheckCommand.Create(),
            ListCommand.Create(),
            DoctorCommand.Create(),
            DataCommand.Create(),
            CompletionCommand.Create(),
            CacheCommand.Create(),
        },
    };
}
