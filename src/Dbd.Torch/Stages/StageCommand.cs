namespace Dbd.Torch.Stages;

/// <summary>The command line that does what a request asks for.</summary>
internal static class StageCommand
{
    public static string Of(string stage, StageRequest request) => string.Join(' ', (string[])[
        $"dbd {stage.Replace('_', '-')} --config {request.ConfigPath}",
        .. request.Gpu == "0" ? (string[])[] : [$"--gpu {request.Gpu}"],
        .. request.Overrides.Select(o => $"--set \"{o}\"")]);
}
