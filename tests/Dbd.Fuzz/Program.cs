using System.CommandLine;

using Dbd.Fuzz;

using Microsoft.ML.OnnxRuntime;

Option<double> seconds = new("--seconds") { Description = "How long, all targets together", DefaultValueFactory = _ => 60 };
Option<string> target = new("--target") { Description = "Only targets whose names begin so", DefaultValueFactory = _ => "" };
Option<long> seed = new("--seed") { Description = "Where randomness begins", DefaultValueFactory = _ => Environment.TickCount64 };
Option<long?> input = new("--input") { Description = "Only the input of this number: one that was found, again" };
RootCommand command = new("Feeds damaged files to everything that reads files from outside. Only a DbdException may leave.")
{
    seconds, target, seed, input,
};
command.SetAction(parsed =>
{
    EnvironmentCreationOptions quiet = new() { logId = "fuzz", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    OrtEnv.CreateInstanceWithOptions(ref quiet);
    FuzzTarget[] targets = [.. Targets.All.Where(t => t.Name.StartsWith(parsed.GetValue(target)!, StringComparison.Ordinal))];
    if (targets.Length == 0)
    {
        Console.Error.WriteLine($"No target's name begins so. There are: {string.Join(", ", Targets.All.Select(t => t.Name))}.");
        return 2;
    }
    string folder = Directory.CreateTempSubdirectory("dbd-fuzz-").FullName;
    // A crash of a native library ends this process: its input is left there, under its number.
    Console.WriteLine($"Seed {parsed.GetValue(seed)}; inputs are written to {folder}.");
    TimeSpan each = TimeSpan.FromSeconds(parsed.GetValue(seconds) / targets.Length);
    bool isClean = true;
    foreach (FuzzTarget one in targets)
    {
        FuzzRun run = new(one, parsed.GetValue(seed), Path.Combine(folder, one.Name));
        run.Run(parsed.GetValue(input) ?? 0, parsed.GetValue(input) is null ? each : TimeSpan.Zero);
        Console.WriteLine(run);
        isClean &= run.Findings.Count == 0;
    }
    if (isClean)
        Directory.Delete(folder, recursive: true);
    Console.WriteLine(isClean
        ? "Nothing found."
        : $"The inputs are in {folder}. Again: --target NAME --seed {parsed.GetValue(seed)} --input NUMBER");
    return isClean ? 0 : 1;
});
return command.Parse(args).Invoke();
