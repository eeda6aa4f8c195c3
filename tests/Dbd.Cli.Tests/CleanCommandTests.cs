using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class CleanCommandTests
{
    private const string Header = "rank,index,file,label,believed,score,suspected,action\n";

    [Fact]
    public void What_a_list_leaves_out_is_not_copied()
    {
        using TempFolder folder = Filled();
        string list = folder.Write(
            "suspects.csv",
            System.Text.Encoding.UTF8.GetBytes(
                Header + "1,0,,cat,dog,0.9,true,left_out\n2,1,,cat,dog,0.5,false,relabelled\n3,2,,dog,dog,0.1,false,kept\n"));
        string to = folder.File("cleaned");
        Shell shell = Shell.Run("clean", folder.File("data"), "--suspects", list, "--out", to);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Equal(
            $"{to}: 2 training pictures, 1 of them under another label; 1 were left out. "
                + "The 1 test pictures are as they were: nobody has judged them.",
            shell.Output.Trim());
        Assert.Equal(
            ["test/cat/4.png", "train/dog/2.png", "train/dog/3.png"],
            Directory.GetFiles(to, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(to, f).Replace('\\', '/')).Order());
    }

    [Fact]
    public void A_folder_that_is_there_is_left_alone()
    {
        using TempFolder folder = Filled();
        Shell shell = Shell.Run("clean", folder.File("data"), "--suspects", "none.csv", "--out", folder.File("data"));
        Assert.Equal((1, ""), (shell.Code, shell.Output));
        Assert.Contains("is there already, and nothing is overwritten", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_not_there_is_named_before_the_data_are_read()
    {
        using TempFolder folder = new();
        Shell shell = Shell.Run("clean", folder.File("nowhere"), "--suspects", "none.csv", "--out", folder.File("cleaned"));
        Assert.Equal(
            (2, "dbd: --suspects: There is no file none.csv. Name the suspects.csv that dbd defend or dbd suspects wrote.\n"),
            (shell.Code, shell.Error));
    }

    [Theory]
    [InlineData("1,0,train/cat/9.png,cat,dog,0.9,true,left_out\n", "says that sample 0 is train/cat/9.png, and it is train/cat/1.png")]
    [InlineData("1,0,,dog,dog,0.9,true,left_out\n", "says that sample 0 has the label dog, and it has cat")]
    public void A_list_of_other_samples_is_refused(string first, string problem)
    {
        using TempFolder folder = Filled();
        string list = folder.Write(
            "suspects.csv",
            System.Text.Encoding.UTF8.GetBytes(Header + first + "2,1,,cat,dog,0.5,false,kept\n3,2,,dog,dog,0.1,false,kept\n"));
        Shell shell = Shell.Run("clean", folder.File("data"), "--suspects", list, "--out", folder.File("cleaned"));
        Assert.Equal((1, ""), (shell.Code, shell.Output));
        Assert.Contains(problem, shell.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("cleaned")));
    }

    [Fact]
    public void Nothing_is_written_into_the_data()
    {
        using TempFolder folder = Filled();
        Shell shell = Shell.Run("clean", folder.File("data"), "--suspects", "none.csv", "--out", folder.File("data", "sub"));
        Assert.Contains("lies within the data", shell.Error, StringComparison.Ordinal);
    }

    private static TempFolder Filled()
    {
        TempFolder folder = new();
        folder.Png("data/train/cat/1.png", 1);
        folder.Png("data/train/cat/2.png", 2);
        folder.Png("data/train/dog/3.png", 3);
        folder.Png("data/test/cat/4.png", 4);
        folder.Png("data/test/dog/5.png", 5);
        File.Delete(folder.File("data/test/dog/5.png"));
        return folder;
    }
}
