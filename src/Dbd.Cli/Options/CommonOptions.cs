using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using Dbd.Torch.Runtime.Distributed;

namespace Dbd.Cli.Options;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<string> Config() => new("--config")
    {
        HelpName = "FILE",
        Description = "The config file",
        Required = true,
    };

    public static Option<string[]> Set() => new("--set")
    {
        HelpName = "KEY.PATH=VALUE",
        Description = "Replace a value of the config; may be repeated",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>One device. A list, as the reference has it, is one for each process of this host; where no launcher has started them,
    /// <see cref="OwnLaunch"/> does.</summary>
    public static Option<string> Gpu() => new("--gpu")
    {
        HelpName = "N|cpu",
        Description = "The CUDA device, or cpu; without CUDA the CPU is used",
        DefaultValueFactory = _ => "0",
        CustomParser = ReadGpu,
    };

    /// <summary>Where a run goes on.</summary>
    public static Option<string> Resume() => new("--resume")
    {
        HelpName = "NAME",
        Description = "\"\": continue from latest_model.pt if it exists; False: start anew, and move aside what is there; "
            + "NAME: continue from that file in the run's checkpoint folder [default: \"\"]",
        DefaultValueFactory = _ => "",
    };

    /// <summary>A whole number with a least value.</summary>
    /// <param name="name">The name with hyphens; the one with underscores is accepted too.</param>
    /// <param name="value">The default.</param>
    /// <param name="least">The least value.</param>
    /// <param name="description">One line.</param>
    public static Option<int> Count(string name, int value, int least, string description) =>
        new(name, [.. ((string[])[name[..2] + name[2..].Replace('-', '_')]).Except([name])])
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => value,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (!int.TryParse(text, out int read) || read < least)
                    result.AddError($"{name} is '{text}', which is not a whole number from {least}.");
                return read;
            },
        };

    /// <summary>A trusted test set.</summary>
    public static Option<string?> Test() => new("--test")
    {
        HelpName = "DIR",
        Description = "A test set that you trust, with the same classes [default: the data's own, or a part that is held out, unverified]",
    };

    /// <summary>Memory for pictures.</summary>
    public static Option<int?> Memory() => new("--memory")
    {
        HelpName = "MB",
        Description = "Memory that pictures may take; what is larger is kept decoded on disk [default: a quarter of the machine's]",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int read))
                return read;
            result.AddError($"--memory is '{text}', which is not a whole number of megabytes.");
            return null;
        },
    };

    /// <summary>Lets an option take some words only.</summary>
    /// <typeparam name="T">The option.</typeparam>
    /// <param name="option">The option; its help shows the words.</param>
    /// <param name="words">The words.</param>
    /// <returns>The same option.</returns>
    public static T Among<T>(T option, IReadOnlyCollection<string> words)
        where T : Option
    {
        option.HelpName = string.Join('|', words);
        option.CompletionSources.Add(_ => words);
        option.Validators.Add(result =>
        {
            foreach (string token in result.Tokens.Select(t => t.Value).Where(t => !words.Contains(t)))
                result.AddError($"{option.Name} is '{token}': use {string.Join(" or ", words)}.");
        });
        return option;
    }

    private static string ReadGpu(ArgumentResult result)
    {
        string text = result.Tokens[0].Value.Trim();
        if (text.Contains(','))
            return ReadGpus(result, text, Launch.Current);
        if (text != "cpu" && !(int.TryParse(text, out int number) && number >= 0))
            result.AddError($"--gpu is '{text}', which is neither the number of a device nor cpu.");
        return text;
    }

    private static string ReadGpus(ArgumentResult result, string text, Launch launch)
    {
        string[] devices = OwnLaunch.Devices(text);
        Command? command = (result.Parent?.Parent as CommandResult)?.Command;
        if (command is not SharedCommand)
            result.AddError($"--gpu names several devices ({text}): '{command?.Name}' uses one. Name one of them.");
        else if (!devices.All(d => int.TryParse(d, out int number) && number >= 0))
            result.AddError($"--gpu is '{text}', in which not all are numbers of devices.");
        else if (!launch.IsTogether && OwnLaunch.IsPossible)
            return text;
        else if (!launch.IsTogether)
            result.AddError(
                $"--gpu names several devices ({text}): each is for a process of its own. "
                    + $"Start them: mpirun -n {devices.Length} {Launcher.Name} {command.Name} ... --gpu {text}");
        else if (launch.LocalRank >= devices.Length)
            result.AddError($"--gpu names {devices.Length} devices ({text}), and this host has more processes. Name a device for each.");
        return devices[Math.Min(launch.LocalRank, devices.Length - 1)];
    }
}
