using System.CommandLine;

using Dbd.Data;
using Dbd.Torch.Defenses;

namespace Dbd.Cli.Options;

/// <summary>What <c>dbd defend</c> is told of data that do not say it themselves: those that other programs poisoned, and those with two
/// kinds of labels.</summary>
internal sealed class BroughtOptions
{
    private readonly Option<string?> _clean = new("--clean")
    {
        HelpName = "DIR",
        Description = "For data that BackdoorBench or backdoor-toolbox poisoned: the clean data [default: looked for beside them]",
    };

    private readonly Option<int?> _target = new("--target")
    {
        HelpName = "LABEL",
        Description = "For data that BackdoorBench poisoned: the target label, if they do not say it; only metrics are told",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, out int read) && read >= 0)
                return read;
            result.AddError($"--target is '{text}', which is not a whole number from 0.");
            return null;
        },
    };

    private readonly Option<bool> _allToAll = new("--all-to-all")
    {
        Description = "The same for an all-to-all attack",
    };

    private readonly Option<string?> _labels = CommonOptions.Among(
        new Option<string?>("--labels") { Description = "For CIFAR-100: fine or coarse labels [default: fine]" }, ["fine", "coarse"]);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_clean);
        command.Options.Add(_target);
        command.Options.Add(_allToAll);
        command.Options.Add(_labels);
    }

    /// <summary>Fills in what was said.</summary>
    public DefenseOptions Fill(ParseResult parsed, DefenseOptions options) => options with
    {
        Clean = parsed.GetValue(_clean),
        Target = parsed.GetValue(_target),
        AllToAll = parsed.GetValue(_allToAll),
        Labels = parsed.GetValue(_labels) switch
        {
            null => null,
            "coarse" => LabelKind.Coarse,
            _ => LabelKind.Fine,
        },
    };
}
