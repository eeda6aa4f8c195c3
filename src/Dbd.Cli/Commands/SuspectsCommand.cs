using System.CommandLine;
using System.Text.Json;

using Dbd.Cli.Options;
using Dbd.Serialization;
using Dbd.Torch.Inspection;
using Dbd.Torch.Stages;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd suspects</c>.</summary>
internal static class SuspectsCommand
{
    public static Command Create()
    {
        Option<string> config = CommonOptions.Config();
        Option<string?> file = new("--out")
        {
            HelpName = "FILE",
            Description = "The CSV file to write; an earlier one is replaced [default: suspects.csv in the run's folder]",
        };
        Option<string> format =
            new("--format") { HelpName = "text|json", Description = "How to tell what was found", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        Option<string> gpu = CommonOptions.Gpu();
        Option<string[]> set = CommonOptions.Set();
        SharedCommand command =
            new("suspects", "Rank the training samples of a finished DBD run by suspicion") { config, file, format, gpu, set };
        command.SetAction(parsed => Together.Run(parsed, group => TrainingRun.Run(parsed, "Nothing was changed.", (_, cancellation) =>
        {
            StageRequest run = new()
            {
                ConfigPath = parsed.GetRequiredValue(config),
                Gpu = parsed.GetRequiredValue(gpu),
                Group = group,
                Overrides = parsed.GetValue(set) ?? [],
            };
            TextWriter output = parsed.InvocationConfiguration.Output;
            SuspectSearchResult result =
                SuspectSearch.Run(run, parsed.GetValue(file), parsed.InvocationConfiguration.Error.WriteLine, cancellation);
            if (parsed.GetValue(format) == "json")
                output.WriteLine(JsonSerializer.Serialize(result, CheckedJson.Format));
            else
                Tell(result, output);
        })));
        return command;
    }

    private static void Tell(SuspectSearchResult result, TextWriter output)
    {
        foreach (string finding in result.Findings)
            output.WriteLine(finding);
        foreach (string sentence in result.Detection?.Sentences ?? [])
            output.WriteLine(sentence);
        output.WriteLine(result.Path);
    }
}
