using Xunit;

namespace Dbd.Cli.Tests;

public sealed class LimitsTests
{
    private const string Table = """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             96000                96000                processes
        Max open files            1024                 20000                files
        Max address space         unlimited            unlimited            bytes
        """;

    private static readonly Limits s_little = new(1024, 4_000_000_000);

    [Fact]
    public void They_are_read_as_Linux_tells_them() => Assert.Equal(new Limits(1024, null), Limits.Parse(Table));

    [Theory]
    [InlineData(null, false)]
    [InlineData(128L, false)]
    [InlineData(127L, true)]
    public void Too_few_open_files_are_a_shortage(long? files, bool isShort) =>
        Assert.Equal(isShort, new Limits(files, null).Shortage is not null);

    [Fact]
    public void A_limit_explains_what_it_may_have_led_to()
    {
        string told = s_little.Explain(new DbdException("It cannot be loaded.", new DllNotFoundException()));
        Assert.Equal(
            "The address space is limited to 4.0 GB, and training takes 8.0 GB and more. Start it where ulimit -v is higher. ", told);
        Assert.Equal(told, s_little.Explain(new InsufficientMemoryException()));
        Assert.Equal("", s_little.Explain(new IOException()));
        Assert.Equal("", new Limits(1024, null).Explain(new DllNotFoundException()));
    }

    [Theory]
    [InlineData("ulimit -n 50", "--help", "only 50 files may be open at once")]
    [InlineData("ulimit -n 90", "doctor", "only 90 files may be open at once")]
    [InlineData("ulimit -v 2500000", "doctor", "The address space is limited to 2.6 GB")]
    public async Task A_program_that_is_short_of_something_says_so(string limit, string command, string told)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Limits are read on Linux.");
        using Launched limited = new(AppContext.BaseDirectory, [], "sh", "-c", $"{limit}; exec {Launched.Program} {command}");
        Shell shell = await limited.End();
        Assert.Equal(1, shell.Code);
        Assert.Contains(told, shell.Output + shell.Error, StringComparison.Ordinal);
    }
}
