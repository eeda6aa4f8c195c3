using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_is_not_there_is_wrong_usage()
    {
        Shell shell = Shell.Run("report", _folder.File("nowhere"), "--out", _folder.File("report.html"));
        Assert.Equal(2, shell.Code);
        Assert.Contains("There is no such run.", shell.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("report.html")));
    }

    [Fact]
    public void A_page_that_is_no_report_is_left_as_it_is()
    {
        string page = _folder.Write("report.html", "mine"u8.ToArray());
        Shell shell = Shell.Run("report", "run", "--out", _folder.Path);
        Assert.Equal(1, shell.Code);
        Assert.Contains("is no earlier report", shell.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(page));
    }
}
