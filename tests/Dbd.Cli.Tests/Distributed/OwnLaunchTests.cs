using System.Runtime.Versioning;
using System.Text;

using Dbd.Runs;

using Xunit;

namespace Dbd.Cli.Tests.Distributed;

/// <summary>Several devices on one line: the program has mpirun start the processes.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnLaunchTests : IDisposable
{
    private readonly MpiRuns _runs = new();

    public OwnLaunchTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The mpirun here is for a POSIX shell.");

    public void Dispose() => _runs.Dispose();

    [Fact]
    public async Task Mpirun_is_given_the_same_line_and_a_process_for_each_device()
    {
        Shell shell = await Dbd("""printf '%s|' "$@"; exit 7""", "supervise --config 'a b.yaml' --gpu 0,3");
        Assert.Equal(7, shell.Code);
        Assert.StartsWith("--bind-to|none|-n|2|", shell.Output, StringComparison.Ordinal);
        Assert.EndsWith("Dbd.Cli.dll|supervise|--config|a b.yaml|--gpu|0,3|", shell.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("supervise --config f --gpu 0,x", "--gpu is '0,x', in which not all are numbers of devices.")]
    [InlineData("report f --gpu 0,1", "--gpu names several devices (0,1): 'report' uses one. Name one of them.")]
    public async Task What_is_wrong_with_the_line_is_told_before_anything_is_started(string line, string told)
    {
        Shell shell = await Dbd("echo started", line);
        Assert.Equal((2, ""), (shell.Code, shell.Output));
        Assert.Contains(told, shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_is_named()
    {
        Shell shell = await Dbd(null, "supervise --config f --gpu 0,1");
        Assert.Equal((1, ""), (shell.Code, shell.Output));
        Assert.StartsWith("dbd: mpirun cannot be started: ", shell.Error, StringComparison.Ordinal);
        Assert.Contains("Start the processes yourself: mpirun --bind-to none -n 2 ", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_devices_are_two_processes_also_where_the_CPU_stands_in()
    {
        Assert.SkipUnless(MpiRuns.IsHere("mpirun"), "mpirun is not installed");
        string[] line = [.. _runs.Line("run", "supervise", "num_epochs=1", "loader.batch_size=33").Select(w => w == "cpu" ? "0,1" : w)];
        Shell shell = await _runs.Run(null, 1, line);
        Assert.True(shell.Code == 0, shell.ToString());
        Assert.Contains(
            ", 2 processes (", RunRecord.At(_runs.Saved("run", "supervise", "log", RunRecord.FileName)).Machine, StringComparison.Ordinal);
    }

    // With an mpirun of the test's own, or one that is no program.
    private async Task<Shell> Dbd(string? mpirun, string line)
    {
        string file = _runs.File("bin", "mpirun");
        Directory.CreateDirectory(_runs.File("bin"));
        File.WriteAllText(file, mpirun is null ? "no program" : $"#!/bin/sh\n{mpirun}\n", new UTF8Encoding(false));
        if (mpirun is not null)
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string path = mpirun is null ? $"{_runs.File("bin")}:{_runs.File("none")}" : $"{_runs.File("bin")}:$PATH";
        string script = $"""dotnet=$(command -v dotnet); PATH="{path}"; exec "$dotnet" {Launched.Program["dotnet ".Length..]} {line}""";
        using Launched launched = new(_runs.Root, [], "sh", "-c", script);
        return await launched.End();
    }
}
