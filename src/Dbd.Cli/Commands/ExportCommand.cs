using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Configuration;
using Dbd.Serialization;
using Dbd.Torch.Deployment;
using Dbd.Torch.Runtime.Native;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd export</c>.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        Argument<string> source =
            new("CHECKPOINT|CONFIG")
            {
                Description = "A checkpoint (.pt, .safetensors), the folder that defend left, or the config (.yaml) of a run, to take its "
                    + "latest checkpoint",
            };
        Option<string> target = new("--out")
        {
            HelpName = "FILE",
            Description = "The file to write: .onnx, or .safetensors for the weights and what must be known of them",
            Required = true,
        };
        Option<bool> force = new("--force") { Description = "Replace an existing file" };
        ModelFlags model = new();
        Command command = new("export", "Write a model as ONNX, including normalisation and class names, or as safetensors")
        {
            source, target, force,
        };
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(target);
            if (Path.Exists(path) && !parsed.GetValue(force))
                throw new DbdException($"{path} is there already. Choose another name, or give --force to replace it.");
            WritablePlace.Check(path);
            if (!ModelFile.IsOnnx(path) && !ModelFile.IsSafeTensors(path))
                throw new ConfigException("--out", $"The name {path} says no format.", "End it in .onnx or .safetensors.");
            Export(parsed, model, ModelFile.CheckpointIn(parsed.GetRequiredValue(source)), path);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Export(ParseResult parsed, ModelFlags flags, string source, string path)
    {
        if (IsConfig(source))
            flags.Refuse(parsed, $"{source} is the configuration already.", andSet: false);
        NativeRuntime.Load();
        RunModel? run = IsConfig(source) ? flags.Model(parsed, source) : null;
        using CheckpointModel model = CheckpointModel.Read(
            run?.Checkpoint ?? source, run?.Description ?? flags.Description(parsed)?.Invoke());
        if (ModelFile.IsOnnx(path))
            OnnxExport.Write(path, model.Network, model.Description);
        else
            model.WriteSafeTensors(path);
        parsed.InvocationConfiguration.Output.WriteLine(
            $"{path}: {model.Description.Network.Name}, {model.Description.ClassNames.Count} classes, "
                + $"{new FileInfo(path).Length / 1e6:0.0} MB. "
            + $"To use it: {Launcher.Name} predict {path} PICTURE");
    }

    private static bool IsConfig(string path) => Path.GetExtension(path) is ".yaml" or ".yml";
}
