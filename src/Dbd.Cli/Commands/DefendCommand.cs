using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Runs;
using Dbd.Torch.Defenses;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd defend</c>.</summary>
internal static class DefendCommand
{
    public static Command Create()
    {
        Argument<string> data = new("DATA") { Description = "A folder per class, a known data set (dbd list), or a CSV or Parquet list" };
        Option<string> folder = new("--out")
        {
            HelpName = "DIR",
            Description = "The output folder: new, empty, or of an interrupted run to continue",
            Required = true,
        };
        Option<string?> budget = Budget();
        Option<string?> recipe = new("--config")
        {
            HelpName = "FILE",
            Description = "A recipe of your own, like config/defend/train.yaml; "
                + "with --budget its epochs are fitted to the time",
        };
        Option<string?> defense = new("--defense")
        {
            HelpName = "NAME",
            Description = "dbd_train: train on what DBD believes; dbd_witness: DBD's own model [default: dbd_train]",
        };
        Option<string?> suspects = new("--suspects")
        {
            HelpName = "FILE",
            Description = "An earlier run's suspects.csv with its column action changed: train the model by it, in the same --out",
        };
        Option<string?> test = CommonOptions.Test();
        Option<int?> size = Size();
        Option<int?> memory = CommonOptions.Memory();
        BroughtOptions brought = new();
        Option<int> seed = CommonOptions.Count("--seed", 100, 0, "The random seed");
        Option<string> gpu = CommonOptions.Gpu();
        Option<bool> plain = StageFlags.PlainSwitch();
        SharedCommand command = new("defend", "Train a model on data that may be poisoned, and list suspicious samples")
        {
            data, folder, budget, test, recipe, defense, suspects, size, memory, seed, gpu, plain,
        };
        brought.AddTo(command);
        command.SetAction(parsed => Run(parsed, () => brought.Fill(parsed, new DefenseOptions
        {
            Data = parsed.GetRequiredValue(data),
            Out = parsed.GetRequiredValue(folder),
            Budget = parsed.GetValue(budget) is { } text ? Duration.Parse(text) : null,
            Test = parsed.GetValue(test),
            Recipe = parsed.GetValue(recipe),
            Defense = parsed.GetValue(defense),
            Suspects = parsed.GetValue(suspects),
            Size = parsed.GetValue(size),
            Memory = parsed.GetValue(memory),
            Seed = parsed.GetValue(seed),
            Gpu = parsed.GetRequiredValue(gpu),
            Command = ResumeLine.From(parsed),
        })));
        return command;
    }

    private static int Run(ParseResult parsed, Func<DefenseOptions> options)
    {
        DefenseResult? result = null;
        int code = Together.Run(parsed, group => TrainingRun.RunLive(parsed, (observers, cancellation) =>
            result = Defend(options() with { Group = group }, observers, cancellation)));
        if (result is not null)
            Tell(result, parsed.InvocationConfiguration.Output);
        return code;
    }

    private static DefenseResult Defend(DefenseOptions options, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation) =>
        new Defender(options, observers).Run(progress: null, cancellation);

    private static void Tell(DefenseResult result, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{result.Headline}.");
        foreach (string finding in result.Findings)
            output.WriteLine(finding);
        output.WriteLine(Accuracy(result));
        foreach (string step in result.NextSteps)
            output.WriteLine(step);
        DefenseFiles files = result.Files;
        foreach (string file in (string[])[files.Report, files.Suspects, files.Model, files.Onnx, files.Record])
            output.WriteLine(file);
    }

    private static string Accuracy(DefenseResult result)
    {
        string tests = result.IsTestUnverified ? "held-out pictures, which nobody has verified to be clean" : "test pictures";
        string sentence = $"The model is right on {result.BenignAccuracy:0.0 %} of the {tests} "
            + $"({Proportion.Text(result.BenignAccuracy, result.TestPictures)}).";
        return result.SuspectedTestPictures == 0
            ? sentence
            : $"{sentence} Without the {result.SuspectedTestPictures:N0} that look poisoned too: {result.AccuracyWithoutSuspects:0.0 %}.";
    }

    private static Option<int?> Size() => new("--size")
    {
        HelpName = "N",
        Description = "Height and width of the images, in pixels; others are resized [default: 32, or that of --config]",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, out int read) && read is >= 8 and <= 1024)
                return read;
            result.AddError($"--size is '{text}', which is not a whole number from 8 to 1024.");
            return null;
        },
    };

    private static Option<string?> Budget()
    {
        Option<string?> budget = new("--budget")
        {
            HelpName = "30m|2h|8h",
            Description = "How long all of it may take [default: 2h; with --config: as long as it takes]",
        };
        budget.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(t => t.Value).Where(t => Duration.Parse(t) is null))
                result.AddError($"--budget is '{text}', which is no time. Write 90s, 30m, 2h or 1h30m.");
        });
        return budget;
    }
}
