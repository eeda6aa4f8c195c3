using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests.Compat;

/// <summary>What an earlier program left in <c>tests/compat</c>, copied into a folder that is the working folder until the end: its paths
/// are relative, as most people's.</summary>
internal sealed class EarlierWork : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _workingFolder = Directory.GetCurrentDirectory();

    /// <param name="build">The earlier program's commit.</param>
    public EarlierWork(string build)
    {
        string source = RepositoryRoot.File("tests", "compat", build);
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            _folder.Write(Path.GetRelativePath(source, file), File.ReadAllBytes(file));
        Directory.SetCurrentDirectory(_folder.Path);
    }

    /// <summary>The earlier programs whose work is there, for <c>[MemberData]</c>.</summary>
    public static TheoryData<string> Builds() =>
    [
        .. Directory.GetDirectories(RepositoryRoot.File("tests", "compat")).Select(folder => Path.GetFileName(folder)!)
            .Where(name => name != "inputs"),
    ];

    /// <summary>Runs a command that has to end well and without a warning.</summary>
    /// <returns>What it prints.</returns>
    public static string Run(params string[] args)
    {
        Shell shell = Shell.Run([.. args, "--gpu", "cpu"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        return shell.Output;
    }

    /// <summary>The epochs in a CSV file of a run.</summary>
    public static string[] Rows(params string[] path) => File.ReadAllLines(Path.Combine(path))[1..];

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_workingFolder);
        _folder.Dispose();
    }
}

// The working folder is the whole process's: no other test may run meanwhile.
[CollectionDefinition(nameof(EarlierWork), DisableParallelization = true)]
public sealed class EarlierWorkAlone;
