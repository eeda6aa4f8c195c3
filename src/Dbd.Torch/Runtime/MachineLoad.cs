using System.Globalization;

namespace Dbd.Torch.Runtime;

/// <summary>How busy the machine is: what was measured beside other work holds for such times only.</summary>
internal static class MachineLoad
{
    private const string Source = "/proc/loadavg";

    /// <summary>The mean of the last minute, in words: <c>, at a load of 5.2 on 2 cores</c>; nothing where the system does not say
    /// it.</summary>
    public static string Text()
    {
        try
        {
            return File.Exists(Source) ? Text(File.ReadAllText(Source), Environment.ProcessorCount) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The same of the file's text.</summary>
    /// <param name="averages">Processes that run or wait to, the mean of the last minute first.</param>
    /// <param name="cores">Cores of the machine.</param>
    internal static string Text(string averages, int cores) =>
        double.TryParse(averages.Split(' ')[0], CultureInfo.InvariantCulture, out double load)
            ? string.Create(CultureInfo.InvariantCulture, $", at a load of {load:0.0} on {cores} core{(cores == 1 ? "" : "s")}")
            : "";
}
