using Dbd.Cli.Doctor;
using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class DoctorTests
{
    [Fact]
    public void A_problem_is_shown_with_what_to_do_and_fails()
    {
        using StringWriter output = new();
        int code = Examination.Write(
            [
                new Finding(".NET", "10.0"),
                new Finding("memory", "1.0 GB", Severity.Note, "Take a smaller batch."),
                new Finding("libtorch", "not found", Severity.Problem, "Restore it."),
            ],
            output);
        Assert.Equal(1, code);
        Approved.Text("Doctor", output.ToString());
    }

    [Fact]
    public void Notes_alone_do_not_fail() =>
        Assert.Equal(0, Examination.Write([new Finding("memory", "1.0 GB", Severity.Note, "Take a smaller batch.")], TextWriter.Null));

    [Theory]
    [InlineData(null, null, "any number of open files, any address space", "")]
    [InlineData(1024L, 16_000_000_000L, "1024 open files, 16.0 GB of address space", "")]
    [InlineData(1024L, 4_000_000_000L, "1024 open files, 4.0 GB of address space", "Start it where ulimit -v is higher.")]
    public void Limits_are_shown(long? files, long? space, string found, string advice)
    {
        Finding finding = HostFindings.Allowed(new Limits(files, space));
        Assert.Equal(("limits", found), (finding.Subject, finding.Found));
        Assert.EndsWith(advice, finding.Advice, StringComparison.Ordinal);
        Assert.Equal(finding.Severity == Severity.Fine, finding.Advice.Length == 0);
    }

    [Fact]
    public void This_machine_can_be_looked_at()
    {
        Finding[] findings = [.. HostFindings.Look()];
        Assert.Equal([".NET", "system", "CPU", "memory", "limits", "disk", "config"], findings.Select(f => f.Subject));
        Assert.All(findings, f => Assert.Equal(f.Severity == Severity.Fine, f.Advice.Length == 0));
    }
}
