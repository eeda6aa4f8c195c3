using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Reports;
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
            Description = "The file name of the checkpoint or ONNX model (.onnx) in that folder",
            DefaultValueFactory = _ => "latest_model.pt",
        };
        Option<string> gpu = CommonOptions.Gpu();
        Option<string[]> set = CommonOptions.Set();
        SharedCommand command = new("test", "Measure BA, ASR and RA of a checkpoint or an ONNX model")
        {
            config, folder, resume, gpu, set,
        };
        command.SetAction(parsed => Together.Run(parsed, group => TrainingRun.Run(parsed, "Nothing was changed.", (_, cancellation) =>
            parsed.InvocationConfiguration.Output.Write(MarkdownTable.Render(ModelTest.Run(
                new TestRequest
                {
                    ConfigPath = parsed.GetRequiredValue(config),
                    CkptDir = parsed.GetRequiredValue(folder),
                    Resume = parsed.GetRequiredValue(resume),
                    Gpu = parsed.GetRequiredValue(gpu),
                    Group = group,
                    Overrides = parsed.GetValue(set) ?? [],
                },
                parsed.InvocationConfiguration.Error.WriteLine,
                cancellation))))));
        return command;
    }
}
