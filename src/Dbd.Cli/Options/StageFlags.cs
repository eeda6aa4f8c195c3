using System.CommandLine;

using Dbd.Torch.Stages;

namespace Dbd.Cli.Options;

/// <summary>The options of every training stage.</summary>
internal sealed class StageFlags
{
    /// <summary>The name of the switch that wants lines on a terminal too.</summary>
    public const string Plain = "--plain";

    private readonly Option<string> _config = CommonOptions.Config();
    private readonly Option<string> _gpu = CommonOptions.Gpu();
    private readonly Option<string[]> _set = CommonOptions.Set();

    private readonly Option<string> _resume = CommonOptions.Resume();

    private readonly Option<bool> _amp = new("--amp") { Description = "Train in bfloat16; the same as precision: bf16 in the config" };

    private readonly Option<bool> _tensorBoard = new("--tensorboard") { Description = "Also write TensorBoard event files" };

    private readonly Option<int?> _memory = CommonOptions.Memory();

    private readonly Option<bool> _plain = PlainSwitch();

    /// <summary>The switch that wants lines on a terminal too.</summary>
    public static Option<bool> PlainSwitch() => new(Plain) { Description = "Print lines instead of the live screen" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _config, _gpu, _resume, _amp, _memory, _tensorBoard, _plain, _set })
            command.Add(option);
    }

    /// <summary>What a command line asks for.</summary>
    public StageRequest Read(ParseResult parsed) => new()
    {
        ConfigPath = parsed.GetRequiredValue(_config),
        Gpu = parsed.GetRequiredValue(_gpu),
        Resume = parsed.GetRequiredValue(_resume),
        TensorBoard = parsed.GetValue(_tensorBoard),
        Overrides =
        [
            .. parsed.GetValue(_set) ?? [],
            .. parsed.GetValue(_amp) ? (string[])["precision=bf16"] : [],
            .. parsed.GetValue(_memory) is { } megabytes ? (string[])[$"memory={megabytes}"] : [],
        ],
    };
}
