using System.Diagnostics;
using System.Runtime.Versioning;

using Dbd.Faults;

[assembly: SupportedOSPlatform("linux")]

// Runs the scenarios, two at a time, and prints what each has shown.
if (FaultOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync("usage: run.sh [--seed N] [--kills N] [--only SCENARIO] [--keep]");
    return 2;
}
Stopwatch clock = Stopwatch.StartNew();
Console.WriteLine($"Seed {options.Seed}, {options.Kills} kills.");
using Bench bench = new(options);
Verdict[] verdicts = Suite.Run(bench);
Console.WriteLine();
Console.WriteLine(VerdictTable.Of(verdicts));
Console.WriteLine($"Seed {options.Seed}, {clock.Elapsed:mm\\:ss} minutes.");
return verdicts.Length > 0 && verdicts.All(v => v.IsGood) ? 0 : 1;
