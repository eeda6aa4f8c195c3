using System.CommandLine;

namespace Dbd.Cli.Options;

/// <summary>The reference's options for several processes: accepted where they ask for one, refused where for more.</summary>
internal static class ProcessOptions
{
    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Add(Only("--world-size", 1, "Number of processes; only 1 is accepted: training uses one device"));
        command.Add(Only("--rank", 0, "Number of this process; only 0 is accepted"));
        command.Add(CommonOptions.Count("--dist-port", 23456, 0, "Without effect: there is one process"));
    }

    private static Option<int> Only(string name, int value, string description)
    {
        Option<int> option = CommonOptions.Count(name, value, 0, description);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out int read) && read >= 0 && read != value)
                result.AddError($"{name} is {read}: this program trains on one device, in one process. Leave {name} out.");
        });
        return option;
    }
}
