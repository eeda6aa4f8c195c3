using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Torch.Stages.SimClr;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd simclr</c>.</summary>
internal static class SimClrCommand
{
    public static Command Create()
    {
        StageFlags options = new();
        Option<int> stage = CommonOptions.Count("--num-stage-epochs", 100, 1, "Epochs at either end that keep checkpoints often");
        Option<int> min = CommonOptions.Count("--min-interval", 20, 1, "Epochs between kept checkpoints at either end");
        Option<int> max = CommonOptions.Count("--max-interval", 100, 1, "Epochs between kept checkpoints in the middle");
        Command command = new("simclr", "DBD, stage 1: learn features without labels");
        options.AddTo(command);
        foreach (Option<int> option in new[] { stage, min, max })
            command.Add(option);
        ProcessOptions.AddTo(command);
        command.SetAction(parsed => TrainingRun.Run(
            parsed,
            options.Read(parsed) with
            {
                NumStageEpochs = parsed.GetValue(stage),
                MinInterval = parsed.GetValue(min),
                MaxInterval = parsed.GetValue(max),
            },
            SimClrStage.Run));
        return command;
    }
}
