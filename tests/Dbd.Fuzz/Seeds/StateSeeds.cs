using System.Text;

using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Defenses;
using Dbd.Torch.Defenses.Budgeting;

namespace Dbd.Fuzz.Seeds;

/// <summary>What runs keep of themselves, and what people write.</summary>
internal static class StateSeeds
{
    /// <summary>The names of the classes in <see cref="Suspects"/>.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["cat", "a \"dog\", or so"];

    /// <summary>The number of samples there.</summary>
    public const int Samples = 20;

    public static byte[] Defense { get; } = DataSeeds.Written("run.json", Record().Save);

    public static byte[] Run { get; } = DataSeeds.Written("run.json", new RunRecord
    {
        Command = "dbd supervise",
        Machine = "a laptop",
        Failure = "No memory.",
        FailedAt = DateTimeOffset.UnixEpoch,
        Done = [Epoch(1.5, 0.5), Epoch(0, double.NaN)],
    }.Save);

    public static byte[] Suspects { get; } = DataSeeds.Written("suspects.csv", path => SuspectFile.Write(
        path,
        [
            .. Enumerable.Range(0, Samples)
                .Select(i => new Suspect(i, i % 2, 1 - i % 2, i / 20.0, i > 15, i % 3 == 0 ? $"p/{i}, \"x\".png" : null)),
        ],
        ClassNames,
        new SampleColumn("early", i => i / 10.0)));

    public static byte[] History { get; } = Encoding.UTF8.GetBytes(
        "loss,acc\n2.3,0.1\nnan,\nloss,acc,more\n1.5,0.5,-inf\n1.25,0.75,1e-3\n");

    public static byte[] Log { get; } = Encoding.UTF8.GetBytes("2024-02-29 23:59:59 begun\n  more\n2024-03-01 00:00:01 done\n");

    public static byte[] Csv { get; } = Encoding.UTF8.GetBytes(
        "path,label,split\np/1.png,0,train\n\"p/2, \"\"x\"\".png\",1,train\np/3.png,0,test\n");

    public static byte[] Tsv { get; } = Encoding.UTF8.GetBytes("FILE\tother\tclass\na.jpg\t1\tcat\nb.jpg\t2\tdog\n");

    public static byte[] Names { get; } = """["cat", "dog", "bird"]"""u8.ToArray();

    public static byte[] Table { get; } = Encoding.UTF8.GetBytes("""
        out: results/a
        runs: storage/a
        seeds: [1, 2]
        attacks: [badnets, blend]
        set: [threads=1]
        stages:
          - {stage: supervise, set: [num_epochs=3]}
        settings:
          - {name: "1 %", set: [backdoor.poison_ratio=0.01]}
        methods:
          - name: DBD
            stages:
              - config: config/{attack}.yaml
                set: [num_epochs=1]

        """);

    private static EpochRecord Epoch(double seconds, double accuracy) =>
        new(seconds, new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            ["clean_test"] = new Dictionary<string, double> { ["acc"] = accuracy, ["loss"] = 1 },
        });

    private static DefenseRecord Record()
    {
        DefensePlan plan = new() { Witness = 3, SimClr = 4, Warmup = 1, Semi = 2, Iterations = 10, MapSamples = 300 };
        string hash = new('a', 64);
        return new DefenseRecord
        {
            Settings = new DefenseSettings(hash, hash, 32, 7, "2h"),
            Data = new DefenseData("data", 80, 20, ClassNames),
            SpentSeconds = 12,
            Costs = new Costs
            {
                WitnessEpoch = 1,
                SimClrEpoch = 2,
                WarmupEpoch = 1,
                Ranking = 0.5,
                Iteration = 0.1,
                Evidence = 0,
                MapPair = 1e-6,
            },
            Plan = plan,
            LastPlan = plan,
            Parts = new Dictionary<string, double> { ["simclr"] = 8 },
            Configs = new Dictionary<string, string> { ["simclr.yaml"] = "seed: 7" },
            Outcome = new DefenseOutcome(0.5, 3, ["Label 1 looks poisoned."], 1),
        };
    }
}
