using Dbd.Configuration;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class FailureTests
{
    [Fact]
    public void A_failed_run_exits_with_1_and_says_why() =>
        Assert.Equal(new Shell(1, "", $"dbd: The disk is full.{Environment.NewLine}"), Throwing(new DbdException("The disk is full.")));

    [Fact]
    public void A_wrong_configuration_exits_with_2_and_says_where() =>
        Assert.Equal(
            new Shell(2, "", $"dbd: f.yaml:3: a.b: It is wrong. Mend it.{Environment.NewLine}"),
            Throwing(new ConfigException(new ConfigLocation("f.yaml", 3, "a.b"), "It is wrong.", "Mend it.")));

    [Fact]
    public void A_fault_of_the_program_exits_with_1_and_asks_for_a_report()
    {
        Shell shell = Throwing(new InvalidOperationException("first\nsecond"));
        Assert.Equal(1, shell.Code);
        Assert.Contains("InvalidOperationException: first second Please report it", shell.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_may_not_be_read_is_no_fault_of_the_program() => Assert.Equal(
        new Shell(1, "", $"dbd: Access to /root is denied. Look at the path, its permissions and the disk.{Environment.NewLine}"),
        Throwing(new UnauthorizedAccessException("Access to /root is denied.")));

    [Fact]
    public void A_library_that_cannot_be_loaded_is_told_without_the_type_that_wanted_it() => Assert.Equal(
        new Shell(
            1,
            "",
            "dbd: a native library could not be loaded: libSkiaSharp is not here. `dbd doctor` says what is missing."
                + Environment.NewLine),
        Throwing(new TypeInitializationException(
            "SkiaSharp.SkiaApi", new TypeInitializationException("Inner", new DllNotFoundException("libSkiaSharp is\nnot here.")))));

    [Fact]
    public void Too_many_open_files_are_told_as_such()
    {
        Shell shell = Throwing(new TypeInitializationException("T", new IOException("Too many open files", 24)));
        Assert.Equal(1, shell.Code);
        Assert.Contains("ulimit -n", shell.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of this program", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_path_is_wrong_usage()
    {
        Shell shell = Shell.Run("defend", "", "--out", "o");
        Assert.Equal((2, $"dbd: A path is empty. Name a file or a folder.{Environment.NewLine}"), (shell.Code, shell.Error));
    }

    [Theory]
    [InlineData("--verbose", "doctor")]
    [InlineData("doctor", "--verbose")]
    public void Verbose_adds_the_stack_trace(params string[] args)
    {
        Shell shell = Shell.Run(Shell.WithAction("doctor", _ => throw new DbdException("out", new IOException("in"))), args);
        Assert.Equal(1, shell.Code);
        Assert.Contains(nameof(Verbose_adds_the_stack_trace), shell.Error, StringComparison.Ordinal);
        Assert.Contains("System.IO.IOException: in", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_command_exits_with_130() => Assert.Equal(130, Throwing(new OperationCanceledException()).Code);

    private static Shell Throwing(Exception exception) => Shell.Run(Shell.WithAction("doctor", _ => throw exception), "doctor");
}
