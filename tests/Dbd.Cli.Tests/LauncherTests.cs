using System.Runtime.Versioning;

using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

/// <summary>The script <c>dbd</c> in a checkout with nothing to compile, and a <c>dotnet</c> that only pretends.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LauncherTests : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        case $1 in
        --version) ;;
        build)
          echo build >>../builds
          if [ -e ../hangs ]; then
            rm ../hangs
            touch ../hanging
            exec sleep 100
          fi
          sleep 1
          mkdir -p artifacts/bin/Dbd.Cli/release
          touch artifacts/bin/Dbd.Cli/release/Dbd.Cli.dll
          ;;
        *)
          shift
          echo "ran $*"
          ;;
        esac
        """;

    private static readonly string[] s_tools =
    [
        "cat", "dirname", "find", "head", "mkdir", "mv", "perl", "readlink", "rm", "sh", "sleep", "touch",
    ];

    private readonly TempFolder _folder = new();

    public LauncherTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for a POSIX shell.");
        Directory.CreateDirectory(_folder.File("clone", "src"));
        File.Copy(RepositoryRoot.File("global.json"), _folder.File("clone", "global.json"));
        File.Copy(RepositoryRoot.File("Directory.Build.props"), _folder.File("clone", "Directory.Build.props"));
        File.Copy(RepositoryRoot.File("dbd"), _folder.File("clone", "dbd"));
        _folder.Write("bin/dotnet", System.Text.Encoding.UTF8.GetBytes(Dotnet));
        File.SetUnixFileMode(_folder.File("bin", "dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private int Builds => File.ReadAllLines(_folder.File("builds")).Length;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_at_once_one_builds_and_the_other_waits(bool flock)
    {
        string path = flock ? $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}" : PathWithoutFlock();
        using Launched first = Dbd(path, "one");
        using Launched second = Dbd(path, "two");
        Shell[] both = [await first.End(), await second.End()];
        Assert.Equal([(0, "ran one\n"), (0, "ran two\n")], both.Select(s => (s.Code, s.Output)));
        Assert.Single(both, s => s.Error.Contains("dbd: waiting for another build...", StringComparison.Ordinal));
        Assert.Single(both, s => s.Error.Contains("Building dbd", StringComparison.Ordinal));
        Assert.Equal(1, Builds);
        using Launched third = Dbd(path, "three");
        Assert.Equal(new Shell(0, "ran three\n", ""), await third.End());
    }

    [Fact]
    public async Task Killed_within_a_build_it_is_in_nobody_s_way()
    {
        _folder.Write("hangs", []);
        string path = $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using Launched killed = Dbd(path);
        await killed.Made(_folder.File("hanging"));
        killed.Kill();
        using Launched next = Dbd(path, "next");
        Shell shell = await next.End();
        Assert.Equal((0, "ran next\n"), (shell.Code, shell.Output));
        Assert.DoesNotContain("waiting", shell.Error, StringComparison.Ordinal);
        Assert.Equal(2, Builds);
    }

    [Theory]
    [InlineData("ulimit -n 60", "dbd: only 60 files may be open at once, and any command takes 128. Start it where ulimit -n is higher.\n")]
    [InlineData(
        "ulimit -v 1500000",
        "dbd: the address space is limited to 1500000 KB, and any command takes 2000000. Start it where ulimit -v is higher.\n")]
    [InlineData("ulimit -n 200", "dbd: only 200 files may be open at once, and the build takes 512. Start it where ulimit -n is higher.\n")]
    [InlineData(
        "ulimit -v 5000000",
        "dbd: the address space is limited to 5000000 KB, and the build takes 8000000. Start it where ulimit -v is higher.\n")]
    public async Task A_limit_that_NET_cannot_start_under_is_told(string limit, string told)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "macOS has no limit of address space.");
        using Launched limited = new(_folder.File("clone"), [], "sh", "-c", $"{limit}; exec sh ./dbd --help");
        Assert.Equal(new Shell(1, "", told), await limited.End());
    }

    private Launched Dbd(string path, params string[] args) => new(_folder.File("clone"), [$"PATH={path}"], ["/bin/sh", "./dbd", .. args]);

    private string PathWithoutFlock()
    {
        string[] folders = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        foreach (string tool in s_tools)
        {
            string? found = folders.Select(f => Path.Combine(f, tool)).FirstOrDefault(File.Exists);
            Assert.SkipWhen(found is null, $"There is no {tool}.");
            File.CreateSymbolicLink(_folder.File("bin", tool), found);
        }
        return _folder.File("bin");
    }
}
