using Dbd.Testing;

namespace Dbd.Faults;

/// <summary>All that trains, with quickstart's configurations made small enough to end within seconds. One thread, fp32: the same bits
/// every time.</summary>
internal static class Subjects
{
    private const string StageStarts = @"^(supervise|simclr|mixmatch_finetune): ";

    /// <summary>What holds for every stage.</summary>
    public static string[] Small { get; } =
    [
        "dataset_dir=./data",
        $"backdoor.badnets.trigger_path={RepositoryRoot.File("data", "trigger", "badnets_2x2.png")}",
        "network.resnet18_cifar.width=4", "precision=fp32", "threads=1",
    ];

    public static string[] SmallSupervise { get; } = ["num_epochs=3", "lr_scheduler.cosine_annealing.T_max=3"];

    public static string[] SmallSimClr { get; } = ["num_epochs=3", "loader.batch_size=40", "lr_scheduler.cosine_annealing.T_max=3"];

    public static string[] SmallFinetune { get; } =
    [
        "pretrain_checkpoint=latest_model.pt", "warmup.loader.batch_size=40", "warmup.num_epochs=1",
        "semi.num_epochs=2", "semi.loader.batch_size=16", "semi.mixmatch.train_iteration=6", "semi.ema=0.9", "semi.balance=label",
    ];

    public static Subject Supervise { get; } = Stage("supervise", SmallSupervise) with { Parts = [("^epoch |^supervise: ", "epochs")] };

    public static Subject SimClr { get; } = Stage("simclr", SmallSimClr) with { Parts = [("^epoch |^simclr: ", "epochs")] };

    public static Subject Finetune { get; } = Stage("mixmatch-finetune", [
        .. SmallFinetune, $"semi.witness={RepositoryRoot.File("config", "quickstart", "supervise", "badnets.yaml")}"]) with
    {
        Needs = [Supervise, SimClr],
        Parts =
        [
            ("^epoch |goes on with", "ranking"), ("^Epoch ", "semi"), ("^mixmatch_finetune: ", "warmup"),
            ("suspiciously early", "witness"),
        ],
    };

    public static Subject Defend { get; } = new(
        "defend",
        ["defend", "data", "--out", "run", "--config", "../recipe/mixmatch_finetune.yaml", "--gpu", "cpu", "--plain"],
        [
            ("^Calibration", "calibration"), ("^supervise: ", "witness"), ("^simclr: ", "simclr"), ("^mixmatch_finetune: ", "finetune"),
            ("^Looking at", "evidence"), ("^1 of 1: ", "report"),
        ]);

    public static Subject Table { get; } = new("table", ["table", "../table.yaml", "--gpu", "cpu"], [(StageStarts, "stages")])
    {
        IsShared = true,
    };

    public static Subject TableOfTwo { get; } = Table with
    {
        Name = "table of two processes",
        Command = [.. Table.Command, "--processes", "2"],
    };

    public static IReadOnlyList<Subject> All { get; } = [Defend, Table, TableOfTwo, Finetune, Supervise, SimClr];

    private static Subject Stage(string name, string[] settings) => new(
        name,
        [
            name,
            "--config", RepositoryRoot.File("config", "quickstart", name.Replace('-', '_'), "badnets.yaml"), "--gpu", "cpu", "--plain",
            .. ((string[])["saved_dir=./run/saved_data", "storage_dir=./run/storage", .. Small, .. settings])
                .SelectMany(s => (string[])["--set", s]),
        ],
        []);
}
