namespace Dbd.Cli;

/// <summary>How the person called this program, for the commands that messages suggest.</summary>
internal static class Launcher
{
    /// <summary><c>./dbd</c> as typed, which the launcher scripts hand over; <c>dbd</c> without them.</summary>
    public static string Name { get; } = Environment.GetEnvironmentVariable("DBD_LAUNCHER") is { Length: > 0 } typed ? typed : "dbd";
}
