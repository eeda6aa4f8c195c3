namespace Dbd.Cli;

internal static class Program
{
    private static int Main(string[] args) => Application.Run(DbdCommand.Create(), args, Console.Out, Console.Error);
}
