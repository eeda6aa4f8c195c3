using System.CommandLine;

using Dbd.Torch.Runtime.Distributed;

namespace Dbd.Cli.Options;

/// <summary>The reference's options for several processes. Here a launcher starts them and says how many there are: the options may say the
/// same, and nothing else.</summary>
internal static class ProcessOptions
{
    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        Launch launch = Launch.Current;
        command.Add(Only(
            "--world-size", 1, "Number of processes, as the launcher has started them",
            (read, name) => Wrong(launch, command, read, name)));
        command.Add(Only("--rank", 0, "Number of this process, as the launcher has given it", (read, _) => WrongRank(launch, read)));
        command.Add(CommonOptions.Count("--dist-port", 23456, 0, "Without effect: MPI finds its own"));
    }

    /// <summary>What is wrong with a number of processes; null if nothing is.</summary>
    internal static string? Wrong(Launch launch, Command command, int read, string name) => read == launch.Size
        ? null
        : launch.IsTogether
        ? $"{name} is {read}, and {launch.Starter} started {launch.Size} processes. Leave {name} out."
        : $"{name} is {read}: start the processes by mpirun -n {read} {Launcher.Name} {command.Name} ..., or srun, and leave {name} out.";

    /// <summary>What is wrong with a process's number; null if nothing is.</summary>
    internal static string? WrongRank(Launch launch, int read) => read == launch.Rank
        ? null
        : launch.IsTogether
        ? $"--rank is {read}, and {launch.Starter} numbers this process {launch.Rank}. Leave --rank out."
        : $"--rank is {read}, and there is one process. mpirun or srun numbers the processes that it starts: leave --rank out.";

    private static Option<int> Only(string name, int value, string description, Func<int, string, string?> wrong)
    {
        Option<int> option = CommonOptions.Count(name, value, 0, description);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out int read) && read >= 0 && wrong(read, name) is { } problem)
                result.AddError(problem);
        });
        return option;
    }
}
