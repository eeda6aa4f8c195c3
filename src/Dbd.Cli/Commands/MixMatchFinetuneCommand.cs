using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Torch.Stages.MixMatch;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd mixmatch-finetune</c>.</summary>
internal static class MixMatchFinetuneCommand
{
    public static Command Create()
    {
        StageFlags options = new();
        Command command = new("mixmatch-finetune", "DBD, stages 2 and 3: linear layer, then semi-supervised")
        {
            Aliases = { "mixmatch_finetune" },
        };
        options.AddTo(command);
        command.SetAction(parsed => TrainingRun.Run(parsed, options.Read(parsed), MixMatchFinetuneStage.Run));
        return command;
    }
}
