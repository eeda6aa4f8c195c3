using System.Runtime.CompilerServices;

using Dbd.Torch.Runtime.Distributed;

namespace Dbd.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (Limits.Current.Shortage is not { } shortage)
            return Run(args);
        Console.Error.WriteLine($"dbd: {shortage}");
        return ExitCode.Failed;
    }

    // Not before the limits are looked at: libraries that this needs are files too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args)
    {
        // mpirun gives a program a terminal, also where what it prints goes into a file: .NET shall not send it commands.
        if (Launch.Current.IsTogether)
            Environment.SetEnvironmentVariable("TERM", "dumb");
        return Application.Run(DbdCommand.Create(), args, Console.Out, Console.Error);
    }
}
