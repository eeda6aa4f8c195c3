using System.Diagnostics;

using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class CompletionCommandTests
{
    [Theory]
    [InlineData("bash", "source <(dbd completion bash)")]
    [InlineData("zsh", "compdef _dbd dbd")]
    [InlineData("fish", "complete -c dbd")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public void A_script_for_each_shell_asks_this_program(string shell, string line)
    {
        Shell printed = Shell.Run("completion", shell);
        Assert.Equal((0, ""), (printed.Code, printed.Error));
        Assert.Contains(line, printed.Output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", printed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dbd doc", "doctor")]
    [InlineData("./dbd list att", "attacks")]
    [InlineData("dbd poison x --format id", "idx")]
    [InlineData("dbd completion f", "fish")]
    public void The_program_knows_what_may_come_next(string line, string word) =>
        Assert.Contains(word, Shell.Run($"[suggest:{line.Length}]", line).Output.Split(Environment.NewLine));

    [Fact]
    public void Another_shell_is_refused() =>
        Assert.Contains("bash", Shell.Run("completion", "tcsh") is { Code: 2 } refused ? refused.Error : "", StringComparison.Ordinal);

    // With a program in place of this one, which answers with what it was asked.
    [Fact]
    public void Bash_is_offered_the_words_that_fit()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash.");
        using TempFolder folder = new();
        string script = folder.File("dbd.bash");
        File.WriteAllText(script, Shell.Run("completion", "bash").Output);
        string test = $$"""
            dbd() { printf 'doctor\ndoc-%s\n/?\nother\n' "$(printf '%s' "$1" | tr -d '[]:')"; }
            source '{{script}}'
            COMP_WORDS=(dbd do) COMP_CWORD=1 COMP_LINE='dbd do' COMP_POINT=6
            _dbd
            printf '%s,' "${COMPREPLY[@]}"
            """;
        ProcessStartInfo start = new("/bin/bash", ["-c", test]) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process bash = Process.Start(start)!;
        string offered = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Assert.Equal("doctor,doc-suggest6,", offered);
    }
}
