using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Torch.Deployment;
using Dbd.Torch.Runtime.Native;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd predict</c>.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        Argument<string> file = new("MODEL") { Description = "An ONNX file (.onnx) or a checkpoint (.pt)" };
        Argument<string[]> pictures = new("IMAGE") { Description = "Image files, or folders of them", Arity = ArgumentArity.OneOrMore };
        Option<int> top = CommonOptions.Count("--top", 1, 1, "Number of classes to print per image, the most probable first");
        Option<string> format =
            new("--format") { HelpName = "csv|json", Description = "The output format", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json");
        ModelFlags flags = new();
        Command command = new("predict", "Classify images with a model") { file, pictures, top, format };
        flags.AddTo(command);
        command.SetAction(parsed => TrainingRun.Run(parsed, "What was told is complete.", (_, cancellation) =>
        {
            string path = parsed.GetRequiredValue(file);
            if (ModelFile.IsOnnx(path))
                flags.Refuse(parsed, "An ONNX model describes itself.", andSet: true);
            IReadOnlyList<string> paths = PictureFiles.Find(parsed.GetRequiredValue(pictures));
            if (!ModelFile.IsOnnx(path))
                NativeRuntime.Load();
            using IImageClassifier model = ModelFile.Open(path, flags.Description(parsed));
            Write(parsed, new Predictor(model).Predict(paths, parsed.GetValue(top), cancellation), parsed.GetValue(format) == "json");
        }));
        return command;
    }

    private static void Write(ParseResult parsed, IEnumerable<Prediction> predictions, bool json)
    {
        // Into a file or another program names go as they are: what reads them looks for these files.
        TextWriter told = parsed.InvocationConfiguration.Output;
        TextWriter output = Console.IsOutputRedirected ? PrintableWriter.Below(told) : told;
        foreach (string line in json ? PredictionText.Json(predictions) : PredictionText.Csv(predictions))
            output.WriteLine(line);
    }
}
