using System.Runtime.CompilerServices;

using Dbd.Testing;
using Dbd.Torch.Defenses;
using Dbd.Torch.Runtime.Native;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

/// <summary>The README's example of the library, compiled and run.</summary>
public sealed class ReadmeExampleTests : IDisposable
{
    private readonly TinyDefense _defense = new();

    public void Dispose() => _defense.Dispose();

    [Fact]
    public void The_README_s_example_runs()
    {
        Example([_defense.Data, _defense.Out, _defense.Recipe]);
        Assert.True(File.Exists(_defense.File("report.html")));
    }

    [Fact]
    public void The_README_shows_what_is_run_here()
    {
        string[] source = File.ReadAllLines(Here());
        string[] shown = [.. source.SkipWhile(l => l.Trim() != "// README").Skip(1).TakeWhile(l => l.Trim() != "// README")];
        Assert.Contains(
            string.Join('\n', shown.Select(l => l.Length > 8 ? l[8..] : "")),
            File.ReadAllText(RepositoryRoot.File("README.md")).ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    private static void Example(string[] args)
    {
        // README
        NativeRuntime.Load();
        Defender defender = new(new DefenseOptions { Data = args[0], Out = args[1], Recipe = args.ElementAtOrDefault(2) });
        Progress<DefenseProgress> progress = new(p => Console.WriteLine($"{p.Part}: {p.Done:0 %} of the whole, {p.Left} left"));
        DefenseResult result = defender.Run(progress);
        foreach (string finding in result.Findings)
            Console.WriteLine(finding);
        // README
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
