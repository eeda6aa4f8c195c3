using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Torch.Crafting;
using Dbd.Torch.Tests.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Crafting;

public sealed class CrafterTests : IClassFixture<CrafterTests.Surrogate>, IDisposable
{
    private const int Target = 3;

    private readonly TinyRuns _runs;
    private readonly TempFolder _folder = new();
    private readonly List<string> _notes = [];

    public CrafterTests(Surrogate surrogate)
    {
        _runs = surrogate.Runs;
        File.WriteAllText(
            Config,
            $"""
            surrogate: {_runs.Latest("supervise")}
            dataset_dir: {_runs.File("data")}
            out: {Out}
            target_label: {Target}
            steps: 3
            batch_size: 4
            """);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Config => _folder.File("craft.yaml");

    private string Out => _folder.File("pictures");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_picture_of_the_class_is_made_and_none_differs_by_more_than_eps()
    {
        CraftResult crafted = Craft();
        IImageSource train = Train();
        int[] samples = [.. Enumerable.Range(0, train.Count).Where(i => train.Label(i) == Target)];
        Assert.Equal((samples.Length, samples.Length), (crafted.Made, crafted.Total));
        Assert.Equal(
            samples.Select(i => $"{i}.png").Append("craft.yaml").Order(), Directory.GetFiles(Out).Select(Path.GetFileName).Order());
        byte[] clean = new byte[train.Shape.Bytes];
        Assert.All(samples, i =>
        {
            train.Read(i, clean);
            byte[] picture = PictureFile.Read(Path.Combine(Out, $"{i}.png")).Pixels.ToArray();
            // Towards zero: a pixel may lose one more.
            Assert.InRange(clean.Zip(picture, (a, b) => Math.Abs(a - b)).Max(), 1, 6);
        });
    }

    [Fact]
    public void What_is_there_is_not_made_again()
    {
        Craft();
        string[] pictures = Directory.GetFiles(Out, "*.png");
        byte[] kept = File.ReadAllBytes(pictures[0]);
        File.Delete(pictures[0]);
        CraftResult crafted = Craft();
        Assert.Equal((1, pictures.Length), (crafted.Made, crafted.Total));
        Assert.Equal(kept, File.ReadAllBytes(pictures[0]));
    }

    [Fact]
    public void An_interrupted_start_goes_on()
    {
        using CancellationTokenSource source = new();
        InterruptingProgress progress = new(source);
        Assert.Throws<OperationCanceledException>(() => Crafter.Run(Request() with { Progress = progress }, _notes.Add, source.Token));
        int there = Directory.GetFiles(Out, "*.png").Length;
        CraftResult crafted = Craft();
        Assert.Equal(crafted.Total - there, crafted.Made);
        Assert.InRange(there, 1, crafted.Total - 1);
    }

    [Fact]
    public void Pictures_of_other_settings_are_not_mixed()
    {
        Craft();
        DbdException e = Assert.Throws<DbdException>(() => Crafter.Run(Request("eps=4"), _notes.Add, Now));
        Assert.Contains("made with other settings", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_something_else_is_left_alone()
    {
        _folder.Write("pictures/mine.txt", [1]);
        DbdException e = Assert.Throws<DbdException>(() => Craft());
        Assert.Contains("files that are no crafted pictures", e.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(Out));
    }

    [Theory]
    [InlineData("target_label=11", "target_label", "No training sample has the label 11")]
    [InlineData("surrogate=nowhere.pt", "surrogate", "There is no nowhere.pt")]
    [InlineData("eps=0", "eps", "")]
    [InlineData("epsilon=8", "epsilon", "eps")]
    public void What_is_wrong_is_named(string set, string key, string said)
    {
        ConfigException e = Assert.Throws<ConfigException>(() => Crafter.Run(Request(set), _notes.Add, Now));
        Assert.Equal(key, e.Location.Key);
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_trains_on_what_was_made()
    {
        Craft();
        string attack = $"backdoor={{poison_ratio: 0.05, target_label: {Target}, label_consistent: {{adversarial: '{Out}'}}}}";
        _runs.Run("supervise", attack, "num_epochs=1", $"saved_dir={_folder.File("s")}", $"storage_dir={_folder.File("t")}");
        Assert.True(File.Exists(_folder.File("s", "tiny", "supervise", "example", "log", "poison_test.csv")));
    }

    private CraftResult Craft() => Crafter.Run(Request(), _notes.Add, Now);

    private CraftRequest Request(params string[] overrides) => new() { ConfigPath = Config, Overrides = overrides, Gpu = "cpu" };

    private IImageSource Train() => new Cifar10Format().Load(_runs.File("data"), new ReadingOptions(), Now).Train;

    private sealed class InterruptingProgress(CancellationTokenSource source) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            if (value is { What: "pictures made", Done: > 0 })
                source.Cancel();
        }
    }

    /// <summary>A model of the drawn data.</summary>
    public sealed class Surrogate : IDisposable
    {
        public Surrogate() => Runs.Run("supervise", "num_epochs=1");

        internal TinyRuns Runs { get; } = new();

        public void Dispose() => Runs.Dispose();
    }
}
