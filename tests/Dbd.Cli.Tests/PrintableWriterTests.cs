using Xunit;

namespace Dbd.Cli.Tests;

public sealed class PrintableWriterTests
{
    private const string Hostile = "\e[31mcat\u202e";
    private const string Harmless = @"\x1b[31mcat\u202e";

    [Fact]
    public void Whatever_a_command_writes_can_be_seen()
    {
        Shell shell = Shell.Run(Shell.WithAction("list", parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"{Hostile}\r\nnext");
            output.Write(Hostile);
            output.Write(Hostile.ToCharArray());
            output.Write('\e');
            output.Write("{0}", Hostile);
            output.Write("\U0001F600".ToCharArray());
            parsed.InvocationConfiguration.Error.WriteLine(Hostile);
            return 0;
        }), "list");
        Assert.Equal($"{Harmless}\r\nnext{Environment.NewLine}{Harmless}{Harmless}\\x1b{Harmless}\U0001F600", shell.Output);
        Assert.Equal($"{Harmless}{Environment.NewLine}", shell.Error);
    }

    [Fact]
    public void An_error_is_one_line()
    {
        Shell shell = Shell.Run(Shell.WithAction("list", _ => throw new DbdException($"{Hostile}\ndbd: fake")), "list");
        Assert.Equal($"dbd: {Harmless}\\ndbd: fake{Environment.NewLine}", shell.Error);
    }

    [Fact]
    public void A_wrong_command_line_is_shown_harmlessly() =>
        Assert.Contains($"'{Harmless}'", Shell.Run(Hostile).Error, StringComparison.Ordinal);

    [Fact]
    public void A_progress_line_too()
    {
        using StringWriter output = new();
        using PrintableWriter writer = new(output);
        using ProgressLine line = new(writer, new Clock());
        line.Show(Hostile + "\r");
        Assert.Equal($"{Harmless}\\r{Environment.NewLine}", output.ToString());
    }

    // Every look at it is a minute later.
    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now += 60;
    }
}
