using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Torch.Stages.Supervise;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd supervise</c>.</summary>
internal static class SuperviseCommand
{
    public static Command Create()
    {
        StageFlags options = new();
        Command command = new("supervise", "Train on the poisoned labels as they are (No Defense)");
        options.AddTo(command);
        ProcessOptions.AddTo(command);
        command.SetAction(parsed => TrainingRun.Run(parsed, options.Read(parsed), SuperviseStage.Run));
        return command;
    }
}
