using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests.Distributed;

/// <summary>Runs on a hundred drawings, by one process or several.</summary>
internal sealed class MpiRuns : IDisposable
{
    public const string OpenMpi = "mpirun.openmpi";
    public const string Mpich = "mpiexec.mpich";

    private readonly TempFolder _folder = new();

    public MpiRuns() => CifarBinaryWriter.Write(
        _folder.File("data"), Synthetic.Generate(seed: 1, SyntheticSplit.Train, 100), Synthetic.Generate(seed: 1, SyntheticSplit.Test, 70));

    public string Root => _folder.Path;

    public void Dispose() => _folder.Dispose();

    /// <summary>A recipe of <c>defend</c> that is done in seconds.</summary>
    public string Recipe() => TinyRecipe.In(_folder);

    public string File(params string[] parts) => _folder.File(parts);

    /// <summary>Runs a stage to its end.</summary>
    /// <param name="run">Names the run's folders.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="launcher">What starts the processes; null starts one.</param>
    /// <param name="processes">How many.</param>
    /// <param name="sets">Overrides.</param>
    public async Task<Shell> Train(string run, string stage, string? launcher, int processes, params string[] sets)
    {
        Shell shell = await Run(launcher, processes, [.. Line(run, stage, sets)]);
        Assert.True(shell.Code == 0, $"{launcher} {shell}");
        return shell;
    }

    /// <summary>Runs a command line.</summary>
    public async Task<Shell> Run(string? launcher, int processes, params string[] line)
    {
        using Launched launched = Start(launcher, processes, line);
        return await launched.End();
    }

    /// <summary>Starts a command line.</summary>
    public Launched Start(string? launcher, int processes, params string[] line) =>
        StartProgram(launcher, processes, $"{Launched.Program} {string.Join(' ', line.Select(word => $"'{word}'"))}");

    /// <summary>Starts any program.</summary>
    public Launched StartProgram(string? launcher, int processes, string program)
    {
        if (launcher is not null)
            Assert.SkipUnless(IsHere(launcher), $"{launcher} is not installed");
        string start = launcher switch
        {
            null => "",
            OpenMpi => $"{OpenMpi} --oversubscribe --bind-to none -n {processes}",
            _ => $"{launcher} -n {processes}",
        };
        return new(
            _folder.Path, ["OMPI_ALLOW_RUN_AS_ROOT=1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1", "OMPI_MCA_rmaps_base_oversubscribe=1"],
            "sh", "-c",
            $"exec {start} {program}");
    }

    /// <summary>The command line of a stage's run.</summary>
    public IEnumerable<string> Line(string run, string stage, params string[] sets) =>
    [
        stage, "--config", Config(stage), "--gpu", "cpu", .. Sets(run, stage, sets),
    ];

    public string Config(string stage) => RepositoryRoot.File("config", "quickstart", stage, "badnets.yaml");

    public IEnumerable<string> Sets(string run, string stage, params string[] sets) => ((string[])[
        .. stage == "mixmatch_finetune"
            ? (string[])[$"pretrain_config_path={Config("simclr")}", $"pretrain_checkpoint={Latest("pretrained", "simclr")}"]
            : [],
        $"dataset_dir={File("data")}", $"saved_dir={File(run, "saved")}", $"storage_dir={File(run, "storage")}",
        $"backdoor.badnets.trigger_path={RepositoryRoot.File("data", "trigger", "badnets_2x2.png")}",
        "network.resnet18_cifar.width=8", "precision=fp32", "lr_scheduler=null", "threads=1", .. sets,
    ]).SelectMany(set => (string[])["--set", set]);

    public string Saved(string run, string stage, params string[] parts) =>
        File([run, "saved", "quickstart", stage, "badnets", .. parts]);

    public string Latest(string run, string stage) => File(run, "storage", "quickstart", stage, "badnets", "checkpoint", "latest_model.pt");

    public string Rankings(string run, string stage) => File(run, "storage", "quickstart", stage, "badnets", "record");

    public byte[] Checkpoint(string run, string stage) => System.IO.File.ReadAllBytes(Latest(run, stage));

    public EpochRecord LastEpoch(string run, string stage) => RunRecord.At(Saved(run, stage, "log", RunRecord.FileName)).Last!;

    /// <summary>All weights and statistics of a checkpoint.</summary>
    public float[] Weights(string run, string stage) => Floats(TorchFile.Read(Latest(run, stage)).Get<PyDict>(StateDict.ModelKey).Values);

    /// <summary>What momentum has gathered: after the first step, without weight decay, the gradient.</summary>
    public float[] Momentum(string run, string stage) => Floats(
        TorchFile.Read(Latest(run, stage)).Get<PyDict>("optimizer_state_dict").Get<PyDict>("state").Values
            .SelectMany(parameter => ((PyDict)parameter!).Values));

    /// <summary>|a - b| / |a|.</summary>
    public static double Distance(float[] a, float[] b)
    {
        Assert.Equal(a.Length, b.Length);
        double difference = a.Zip(b, (x, y) => Math.Pow((double)x - y, 2)).Sum();
        return Math.Sqrt(difference / a.Sum(x => (double)x * x));
    }

    /// <summary>Whether a program is installed.</summary>
    public static bool IsHere(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => System.IO.File.Exists(Path.Combine(p, program)));

    private static float[] Floats(IEnumerable<object?> tensors) =>
        [.. tensors.OfType<TensorData>().Where(t => t.Type == ElementType.Float32).SelectMany(t => t.As<float>().ToArray())];
}
