using System.CommandLine;
using System.Text;

using Dbd.Cli.Options;
using Dbd.Reports;
using Dbd.Serialization;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd results</c>.</summary>
internal static class ResultsCommand
{
    public static Command Create()
    {
        Argument<string[]> runs = new("RUN")
        {
            Description = "A run's configuration, its folder, its record (run.json), or a folder above several: of a table, of a defense",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> format = new("--format") { Description = "The form of the table", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json", "markdown");
        Option<bool> last = new("--last") { Description = "Only the last epoch of each run" };
        Option<string?> file = new("--out")
        {
            HelpName = "FILE",
            Description = "The file to write, an earlier one is replaced [default: standard output]",
        };
        Option<string[]> set = CommonOptions.Set();
        Command command = new("results", "Print what runs reached as one table: a row a run and epoch, a column a reading")
        {
            runs, format, last, file, set,
        };
        command.SetAction(parsed =>
        {
            string[] overrides = parsed.GetValue(set) ?? [];
            IEnumerable<NamedRun> named = parsed.GetRequiredValue(runs).SelectMany(run => RecordSearch.Find(run, overrides));
            ResultTable results = new([.. named.DistinctBy(run => Path.GetFullPath(run.Name))], parsed.GetValue(last));
            string table = results.Render(Enum.Parse<ResultFormat>(parsed.GetRequiredValue(format), ignoreCase: true));
            if (parsed.GetValue(file) is not { } path)
                parsed.InvocationConfiguration.Output.Write(table);
            else
                AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(table));
            return ExitCode.Ok;
        });
        return command;
    }
}
