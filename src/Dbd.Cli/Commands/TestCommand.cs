using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Reports;
using Dbd.Torch.Deployment;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd test</c>.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        Option<string> config = CommonOptions.Config();
        Option<string> folder =
            new("--ckpt-dir", "--ckpt_dir") { HelpName = "DIR", Description = "The folder of the checkpoint or model", Required = true };
        Option<string> resume = new("--resume")
        {
            HelpName = "NAME",
            Description = "The file name of the checkpoint (.pt, .safetensors) or ONNX model (.onnx) in that folder",
            DefaultValueFactory = _ => "latest_model.pt",
        };
        Option<string> gpu = CommonOptions.Gpu();
        Option<string[]> set = CommonOptions.Set();
        OnnxFlags onnx = new();
        SharedCommand command = new("test", "Measure BA, ASR and RA of a checkpoint or an ONNX model")
        {
            config, folder, resume, gpu, set,
        };
        onnx.AddTo(command);
        command.SetAction(parsed => Together.Run(parsed, group => TrainingRun.Run(parsed, "Nothing was changed.", (_, cancellation) =>
        {
            if (!ModelFile.IsOnnx(parsed.GetRequiredValue(resume)))
                onnx.Refuse(parsed, "It is for ONNX files; the configuration says it of a checkpoint.");
            parsed.InvocationConfiguration.Output.Write(MarkdownTable.Render(ModelTest.Run(
                new TestRequest
                {
                    ConfigPath = parsed.GetRequiredValue(config),
                    CkptDir = parsed.GetRequiredValue(folder),
                    Resume = parsed.GetRequiredValue(resume),
                    Onnx = onnx.Read(parsed),
                    Gpu = parsed.GetRequiredValue(gpu),
                    Group = group,
                    Overrides = parsed.GetValue(set) ?? [],
                },
                parsed.InvocationConfiguration.Error.WriteLine,
                cancellation)));
        })));
        return command;
    }
}
