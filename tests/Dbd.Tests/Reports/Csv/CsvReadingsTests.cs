using Dbd.Reports.Csv;
using Dbd.Runs;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Reports.Csv;

public sealed class CsvReadingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void What_a_run_wrote_reads_back()
    {
        CsvReport report = new(_folder.Path);
        report.OnStart(new RunStart("mixmatch_finetune", 1, 3));
        report.OnEpoch(Epoch(1, [new("loss", 0.1), new("acc", 1.0 / 3)]));
        report.OnEpoch(Epoch(2, [new("loss", double.NaN), new("acc", double.PositiveInfinity)]));
        report.OnEpoch(Epoch(3, [new("xloss", -2)]));
        IReadOnlyList<MetricGroup> read = CsvReadings.Of(_folder.Path, "train");
        Assert.Equal(["loss,acc", "loss,acc", "xloss"], read.Select(g => string.Join(',', g.Readings.Select(r => r.Name))));
        Assert.Equal([0.1, 1.0 / 3, double.NaN, double.PositiveInfinity, -2], read.SelectMany(g => g.Readings).Select(r => r.Value));
    }

    [Fact]
    public void A_file_that_is_not_there_has_no_epochs() => Assert.Empty(CsvReadings.Of(_folder.Path, "train"));

    [Fact]
    public void A_line_that_was_not_finished_is_left_out()
    {
        _folder.Write("train.csv", "loss,acc\n1,2\n3,"u8.ToArray());
        Assert.Single(CsvReadings.Of(_folder.Path, "train"));
    }

    [Fact]
    public void An_empty_cell_of_the_references_is_a_reading_that_the_epoch_does_not_have()
    {
        _folder.Write("train.csv", "loss,acc,xloss\n1,2,\n3,,4\n,,5\n"u8.ToArray());
        IReadOnlyList<MetricGroup> read = CsvReadings.Of(_folder.Path, "train");
        Assert.Equal(
            [1, 2, double.NaN, 3, double.NaN, 4, double.NaN, double.NaN, 5], read.SelectMany(g => g.Readings).Select(r => r.Value));
    }

    [Theory]
    [InlineData("loss,acc\n1,2\n3\n", "line 3: 1 numbers under a header of 2 names")]
    [InlineData("loss,acc\n1,two\n", "line 2: 'two' is no number")]
    public void What_does_not_fit_is_named(string text, string problem)
    {
        _folder.Write("train.csv", System.Text.Encoding.UTF8.GetBytes(text));
        DbdException refused = Assert.Throws<DbdException>(() => CsvReadings.Of(_folder.Path, "train"));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static EpochReport Epoch(int epoch, Reading[] readings) =>
        new(epoch, 3, 0.1, TimeSpan.Zero, [new MetricGroup("train", readings)]);
}
