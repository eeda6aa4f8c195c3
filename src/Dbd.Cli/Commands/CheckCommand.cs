using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Torch.Crafting;
using Dbd.Torch.Stages.Catalog;
using Dbd.Torch.Tables;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd check</c>: its output is YAML itself, with what is to be said in comments.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Argument<string[]> files = new("FILES")
        {
            Description = "Config files, folders, or patterns such as 'config/**/*.yaml'",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string[]> set = CommonOptions.Set();
        Command command = new("check", "Validate configs and print them with all defaults") { files, set };
        command.SetAction(parsed =>
        {
            string[] overrides = parsed.GetValue(set) ?? [];
            int[] codes = [.. ConfigFiles.Find(parsed.GetRequiredValue(files)).Select(f => Check(f, overrides, parsed))];
            return codes.Max();
        });
        return command;
    }

    private static int Check(string file, string[] overrides, ParseResult parsed)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        try
        {
            (string kind, string yaml, IReadOnlyList<string> warnings) = TablePlan.IsTable(file)
                ? TablePlan.Check(file, overrides)
                : Crafter.IsOne(file)
                ? Crafter.Check(file, overrides)
                : ConfigCheck.Run(file, overrides);
            output.WriteLine($"--- # {file}: {kind}");
            foreach (string warning in warnings)
                output.WriteLine($"# warning: {warning}");
            output.WriteLine(yaml.TrimEnd());
            return ExitCode.Ok;
        }
        catch (DbdException e)
        {
            return Failure.Report(e, parsed.GetValue<bool>(DbdCommand.Verbose), parsed.InvocationConfiguration.Error);
        }
    }
}
