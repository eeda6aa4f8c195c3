using Dbd.Runs;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Runs;

public sealed class MadeFoldersTests
{
    [Fact]
    public void Those_that_stay_empty_go_and_no_others()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.File("before"));
        MadeFolders made = new();
        made.Make(folder.File("before"));
        made.Make(folder.File("a/b/c"));
        made.Make(folder.File("a/used/d"));
        folder.Write("a/used/file", [1]);
        made.RemoveEmpty();
        Assert.Equal(["a", "before"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(["used"], Directory.GetFileSystemEntries(folder.File("a")).Select(Path.GetFileName));
        Assert.Equal(["file"], Directory.GetFileSystemEntries(folder.File("a/used")).Select(Path.GetFileName));
    }
}
