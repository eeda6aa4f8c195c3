namespace Dbd.Torch.Stages;

/// <summary>The command line that does what a request asks for.</summary>
internal static class StageCommand
{
    /// <summary>The command of a stage.</summary>
    public static string NameOf(string stage) => stage.Replace('_', '-');

    public static string Of(string stage, StageRequest request) => string.Join(' ', (string[])[
        $"dbd {NameOf(stage)} --config {request.ConfigPath}",
        .. request.Gpu == "0" ? (string[])[] : [$"--gpu {request.Gpu}"],
        .. request.Overrides.Select(o => $"--set \"{o}\"")]);
}
