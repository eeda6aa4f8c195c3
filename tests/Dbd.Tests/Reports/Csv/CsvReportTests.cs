using Dbd.Reports.Csv;
using Dbd.Runs;
using Dbd.Testing;
using Dbd.Tests.Runs;

using Xunit;

namespace Dbd.Tests.Reports.Csv;

public sealed class CsvReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_writes_a_header_and_a_line_per_epoch()
    {
        Run(1, 3);
        Approved.Text("Csv", $"{All("poison_train")}\n{All("clean_test")}\n{All("poison_test")}");
    }

    [Fact]
    public void Numbers_come_back_bit_by_bit()
    {
        double[] values = [0.1, 1.0 / 3, 5e-324, 1e300, -0.0];
        Write(1, 1, SampleRuns.Group("g", [.. values.Select((v, i) => ($"r{i}", v))]));
        Assert.Equal([.. values, 1], Lines("g")[1].Split(',').Select(double.Parse));
    }

    [Fact]
    public void What_is_no_number_is_written_as_Python_does()
    {
        Write(1, 1, SampleRuns.Group("g", ("a", double.NaN), ("b", double.PositiveInfinity), ("c", double.NegativeInfinity)));
        Assert.Equal("nan,inf,-inf,1", Lines("g")[1]);
    }

    [Fact]
    public void A_resumed_run_ends_with_the_file_of_one_that_was_not_interrupted()
    {
        Run(1, 5);
        string whole = All("poison_train");
        Run(3, 5);
        Assert.Equal(whole, All("poison_train"));
    }

    [Fact]
    public void A_run_from_scratch_begins_a_new_file()
    {
        Run(1, 3);
        Run(1, 1);
        Assert.Equal(2, Lines("poison_train").Length);
    }

    [Theory]
    [InlineData("0.25,0.7")]
    [InlineData("0.2")]
    [InlineData("lo")]
    public void A_torn_last_line_is_dropped(string torn)
    {
        Run(1, 2);
        string two = All("clean_test");
        Run(3, 3);
        string three = All("clean_test");
        File.WriteAllText(Csv("clean_test"), two + torn);
        Run(3, 3);
        Assert.Equal(three, All("clean_test"));
    }

    [Fact]
    public void A_change_of_columns_gets_a_header_of_its_own()
    {
        RunFinetune(1, 4);
        Approved.Text("CsvTwoHeaders", All("poison_train"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Headers_are_not_counted_as_epochs_on_resume(int first)
    {
        RunFinetune(1, 4);
        string whole = All("poison_train");
        RunFinetune(first, 4);
        Assert.Equal(whole, All("poison_train"));
    }

    [Fact]
    public void A_header_without_a_line_below_it_is_dropped_on_resume()
    {
        RunFinetune(1, 4);
        string whole = All("poison_train");
        int semi = whole.IndexOf("loss,xloss", StringComparison.Ordinal);
        File.WriteAllText(Csv("poison_train"), whole[..(whole.IndexOf('\n', semi) + 1)]);
        RunFinetune(3, 4);
        Assert.Equal(whole, All("poison_train"));
    }

    [Fact]
    public void Epochs_that_the_file_does_not_know_become_lines_of_nan()
    {
        Run(3, 3);
        Assert.Equal(["loss,acc,epoch", "nan,nan,1", "nan,nan,2", "0.5,0.875,3"], Lines("clean_test"));
    }

    [Fact]
    public void A_file_from_before_there_was_a_column_for_the_epoch_keeps_its_form_and_is_read()
    {
        File.WriteAllText(Csv("clean_test"), "loss,acc\n0.75,0.5\n");
        Run(2, 2);
        Assert.Equal(["loss,acc", "0.75,0.5", "0.5,0.875"], Lines("clean_test"));
        IReadOnlyList<MetricGroup> read = CsvReadings.Of(_folder.Path, "clean_test");
        Assert.Equal([0.5, 0.875], read.Select(g => g["acc"]));
        Assert.All(read, g => Assert.Equal(2, g.Readings.Count));
    }

    [Fact]
    public void A_file_that_is_not_the_runs_is_left_alone()
    {
        File.WriteAllText(Csv("mine"), "a\n1\n2\n");
        Run(1, 1);
        Assert.Equal("a\n1\n2\n", All("mine"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        CsvReport report = new(_folder.File("gone"));
        report.OnStart(new RunStart("supervise", 1, 1));
        DbdException e = Assert.Throws<DbdException>(() => report.OnEpoch(SampleRuns.Epoch(1, 1)));
        Assert.Contains(_folder.File("gone", "clean_test.csv"), e.Message);
    }

    private void Run(int first, int last) => Write(first, last, null);

    private void RunFinetune(int first, int last)
    {
        CsvReport report = new(_folder.Path);
        report.OnStart(new RunStart("mixmatch_finetune", first, last));
        for (int epoch = first; epoch <= last; epoch++)
            report.OnEpoch(SampleRuns.Epoch(epoch, last, epoch <= 2 ? SampleRuns.PoisonTrain(epoch) : SampleRuns.Semi(epoch)));
    }

    private void Write(int first, int last, MetricGroup? group)
    {
        CsvReport report = new(_folder.Path);
        report.OnStart(new RunStart("supervise", first, last));
        for (int epoch = first; epoch <= last; epoch++)
            report.OnEpoch(SampleRuns.Epoch(epoch, last, group ?? SampleRuns.PoisonTrain(epoch)));
    }

    private string Csv(string group) => _folder.File($"{group}.csv");

    private string All(string group) => File.ReadAllText(Csv(group));

    private string[] Lines(string group) => File.ReadAllLines(Csv(group));
}
