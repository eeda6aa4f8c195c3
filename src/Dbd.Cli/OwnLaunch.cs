using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;

using Dbd.Torch.Runtime.Distributed;

namespace Dbd.Cli;

/// <summary>Several devices without a launcher (<c>--gpu 0,1</c>): this process becomes the machine's mpirun, which starts one process for
/// each.</summary>
internal static class OwnLaunch
{
    private const string Starter = "mpirun";

    /// <summary>Whether there is an mpirun, and this process is the program itself, which nobody misses.</summary>
    public static bool IsPossible { get; } =
        !OperatingSystem.IsWindows() && Assembly.GetEntryAssembly() == typeof(OwnLaunch).Assembly && IsHere(Starter);

    /// <summary>The devices in a list.</summary>
    /// <param name="gpu">As <c>0,1</c>.</param>
    public static string[] Devices(string gpu) => gpu.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>The line that starts the processes; null where one is enough, or a launcher has started them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="args">The same, in words.</param>
    public static string[]? Line(ParseResult parsed, string[] args) =>
        !Launch.Current.IsTogether
            && parsed.CommandResult.Command.Options.OfType<Option<string>>().FirstOrDefault(o => o.Name == "--gpu") is { } option
            && parsed.GetValue(option) is { } gpu && gpu.Contains(',')
            ? Line(Devices(gpu).Length, args)
            : null;

    /// <summary>The same for some processes. They share the host's cores themselves: no launcher is to bind each to one.</summary>
    internal static string[] Line(int processes, string[] args) =>
        [Starter, "--bind-to", "none", "-n", $"{processes}", .. TableHelpers.ProgramOf(Environment.ProcessPath), .. args];

    /// <summary>Becomes another program: it has this one's number, terminal and signals.</summary>
    /// <param name="line">The program and its arguments.</param>
    /// <exception cref="DbdException">That is not possible.</exception>
    public static int Become(string[] line)
    {
        // It returns only where it fails.
        _ = Exec(line[0], [.. line, null]);
        throw new DbdException(
            $"{line[0]} cannot be started: {Marshal.GetLastPInvokeErrorMessage()}. "
                + $"Start the processes yourself: {string.Join(' ', line.Select(ResumeLine.Quoted))}");
    }

    private static bool IsHere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    [DllImport("libc", EntryPoint = "execvp", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Exec(string file, string?[] arguments);
}
