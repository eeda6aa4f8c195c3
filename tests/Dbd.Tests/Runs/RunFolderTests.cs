using Dbd.Runs;
using Dbd.Tests.Reports;

using Xunit;

namespace Dbd.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("config/supervise/badnets/cifar10_resnet18/example.yaml", "supervise/badnets/cifar10_resnet18/example")]
    [InlineData("/home/config/me/config/a/b.v2.yaml", "a/b.v2")]
    [InlineData("/anywhere/b.yaml", "b")]
    [InlineData("/anywhere/config/b.yaml", "b")]
    [InlineData("/configs/a/b.yaml", "b")]
    public void Inner_and_name_come_from_the_configs_path(string config, string run)
    {
        RunFolder directory = new(config, "saved", "stored");
        Assert.Equal(Path.Combine("saved", run), directory.Saved);
        Assert.Equal(Path.Combine("saved", run, "log"), directory.Log);
        Assert.Equal(Path.Combine("saved", run, "poison_idx.npy"), directory.PoisonIndex);
        Assert.Equal(Path.Combine("stored", run), directory.Storage);
        Assert.Equal(Path.Combine("stored", run, "checkpoint"), directory.Checkpoints);
        Assert.Equal(Path.Combine("stored", run, "record"), directory.Record);
    }

    [Theory]
    [InlineData("/saved/a/b")]
    [InlineData("/stored/a/b")]
    public void Either_folder_of_a_run_leads_to_both(string folder)
    {
        RunFolder directory = RunFolder.Around(folder, "/saved", "/stored")!;
        Assert.Equal(("/saved/a/b", "/stored/a/b"), (directory.Saved, directory.Storage));
    }

    [Theory]
    [InlineData("/elsewhere/a/b")]
    [InlineData("/saved")]
    [InlineData("/savedtoo/a")]
    public void Another_folder_is_no_run_s(string folder) => Assert.Null(RunFolder.Around(folder, "/saved", "/stored"));

    [Fact]
    public void Create_makes_the_folders_and_copies_the_config()
    {
        RunFolder run = Created();
        Assert.All([run.Log, run.Checkpoints, run.Record], f => Assert.True(Directory.Exists(f)));
        Assert.All([run.Saved, run.Storage], f => Assert.Equal("seed: 1", File.ReadAllText(Path.Combine(f, "example.yaml"))));
    }

    [Fact]
    public void Create_again_copies_the_config_as_it_is_now()
    {
        Created();
        File.WriteAllText(_folder.File("config", "example.yaml"), "seed: 2");
        RunFolder run = Existing();
        run.Create();
        Assert.Equal("seed: 2", File.ReadAllText(Path.Combine(run.Saved, "example.yaml")));
    }

    [Fact]
    public void A_file_in_the_way_is_named()
    {
        File.WriteAllText(_folder.File("storage"), "");
        DbdException e = Assert.Throws<DbdException>(() => Created());
        Assert.Equal(1, e.ExitCode);
        Assert.StartsWith(_folder.File("storage"), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Move_aside_renames_both_folders_and_tells()
    {
        RunFolder run = Created();
        IReadOnlyList<MovedFolder> moved = run.MoveAside(new ManualTime());
        Assert.Equal([run.Saved, run.Storage], moved.Select(m => m.From));
        Assert.All(moved, m => Assert.Equal(m.From + ".previous-20261124-120000", m.To));
        Assert.All(moved, m => Assert.True(File.Exists(Path.Combine(m.To, "example.yaml"))));
        Assert.All(moved, m => Assert.False(Path.Exists(m.From)));
        Assert.Contains(run.Saved, moved[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Move_aside_twice_in_a_second_overwrites_nothing()
    {
        Created().MoveAside(new ManualTime());
        IReadOnlyList<MovedFolder> moved = Created().MoveAside(new ManualTime());
        Assert.All(moved, m => Assert.EndsWith(".previous-20261124-120000-2", m.To, StringComparison.Ordinal));
        Assert.Equal(3, Directory.GetDirectories(_folder.Path).Length);
        Assert.Equal(2, Directory.GetDirectories(_folder.File("saved")).Length);
    }

    [Fact]
    public void Move_aside_with_nothing_there_moves_nothing() => Assert.Empty(Existing().MoveAside(new ManualTime()));

    [Fact]
    public void One_folder_for_both_is_moved_once()
    {
        RunFolder run = new(_folder.File("config", "example.yaml"), _folder.File("runs"), _folder.File("runs"));
        Directory.CreateDirectory(run.Saved);
        Assert.Single(run.MoveAside(new ManualTime()));
    }

    private RunFolder Existing() => new(_folder.File("config", "example.yaml"), _folder.File("saved"), _folder.File("storage"));

    private RunFolder Created()
    {
        Directory.CreateDirectory(_folder.File("config"));
        File.WriteAllText(_folder.File("config", "example.yaml"), "seed: 1");
        RunFolder run = Existing();
        run.Create();
        return run;
    }
}
