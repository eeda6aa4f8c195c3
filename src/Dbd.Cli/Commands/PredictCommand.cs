using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Torch.Deployment;
using Dbd.Torch.Runtime.Native;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd predict</c>.</summary>
internal static class PredictCommand
{
    private const string Size = "--size";

    public static Command Create()
    {
        Argument<string> file = new("MODEL")
        {
            Description = "An ONNX file (.onnx), a checkpoint (.pt, .safetensors), or the folder that defend or a training stage left",
        };
        Argument<string[]> pictures = new("IMAGE") { Description = "Image files, or folders of them", Arity = ArgumentArity.OneOrMore };
        Option<int> top = CommonOptions.Count("--top", 1, 1, "Number of classes to print per image, the most probable first");
        Option<string> format = new("--format")
        {
            HelpName = "csv|json|jsonl",
            Description = "The output format: a table, one JSON array, or a JSON value a line",
            DefaultValueFactory = _ => "csv",
        };
        format.AcceptOnlyFromAmong("csv", "json", "jsonl");
        Option<int?> size = new(Size) { HelpName = "N", Description = "ONNX that takes pictures of any size: the size to give it" };
        ModelFlags flags = new();
        OnnxFlags onnx = new();
        Command command = new("predict", "Classify images with a model") { file, pictures, top, format };
        flags.AddTo(command);
        onnx.AddTo(command);
        command.Add(size);
        command.SetAction(parsed => TrainingRun.Run(parsed, "What was told is complete.", (_, cancellation) =>
        {
            string path = ModelFile.In(parsed.GetRequiredValue(file));
            if (ModelFile.IsOnnx(path))
                flags.Refuse(parsed, "An ONNX model describes itself.", andSet: true);
            else
                Refuse(parsed, onnx, size, "It is for ONNX files; a checkpoint or its configuration says it.");
            OnnxConventions conventions = onnx.Read(parsed) with { Size = SizeOf(parsed.GetValue(size)) };
            IReadOnlyList<string> paths = PictureFiles.Find(parsed.GetRequiredValue(pictures));
            if (!ModelFile.IsOnnx(path))
                NativeRuntime.Load();
            using IImageClassifier model = ModelFile.Open(path, flags.Description(parsed), conventions);
            if (model is OnnxImageClassifier { DescribesItself: true })
                Refuse(parsed, onnx, size, $"{path} was written by dbd export: what it takes and gives is known.");
            if (conventions.Size is { } asked && asked != model.Shape)
                throw new ConfigException(Size, $"{path} takes pictures of {model.Shape}, not of {asked}.", "Leave it out.");
            if (model is OnnxImageClassifier { Assumed: { } assumed })
                parsed.InvocationConfiguration.Error.WriteLine($"dbd: {assumed}");
            Predict(parsed, model, paths, parsed.GetValue(top), parsed.GetRequiredValue(format), cancellation);
        }));
        return command;
    }

    private static void Predict(
        ParseResult parsed, IImageClassifier model, IReadOnlyList<string> paths, int top, string format, CancellationToken cancellation)
    {
        int unreadable = 0;
        Predictor predictor = new(model)
        {
            OnUnreadable = problem =>
            {
                unreadable++;
                parsed.InvocationConfiguration.Error.WriteLine($"dbd: {Printable.Line(problem.Message)}");
            },
        };
        IEnumerable<Prediction> predictions = predictor.Predict(paths, top, cancellation);
        // Into a file or another program names go as they are: what reads them looks for these files.
        TextWriter told = parsed.InvocationConfiguration.Output;
        TextWriter output = Console.IsOutputRedirected ? PrintableWriter.Below(told) : told;
        IEnumerable<string> lines = format switch
        {
            "json" => PredictionText.Json(predictions),
            "jsonl" => PredictionText.JsonLines(predictions),
            _ => PredictionText.Csv(predictions),
        };
        foreach (string line in lines)
            output.WriteLine(line);
        if (unreadable > 0)
            throw new DbdException($"{unreadable} of {paths.Count} pictures could not be read; the others are told.");
    }

    private static void Refuse(ParseResult parsed, OnnxFlags onnx, Option<int?> size, string why)
    {
        onnx.Refuse(parsed, why);
        if (parsed.GetValue(size) is not null)
            throw new ConfigException(Size, why, "Leave it out.");
    }

    private static ImageShape? SizeOf(int? side) => side switch
    {
        null => null,
        > 0 and <= 8192 and var pixels => new ImageShape(pixels, pixels),
        _ => throw new ConfigException(Size, $"{side} is no size of a picture.", "Use 1 to 8192."),
    };
}
