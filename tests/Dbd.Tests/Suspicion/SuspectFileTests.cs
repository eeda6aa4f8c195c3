using System.Text;

using Dbd.Suspicion;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class SuspectFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Suspects_are_read_by_the_names_of_their_columns() => Assert.Equal(
        [new Suspect(4, 0, 1, 0.5, true, "a, \"b\".png"), new Suspect(0, 1, 1, 0, false)],
        Read("rank,index,file,label,believed,score,suspected,loss_3\n1,4,\"a, \"\"b\"\".png\",cat,dog,0.5,true,2.5\r\n2,0,,1,1,0,0,0.1\n"));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("index,label,believed,score\n", "has no column suspected")]
    [InlineData("index,label,believed,score,suspected\n9,cat,dog,0.5,true\n", "row 2: index is '9', which is not a number from 0 to 4")]
    [InlineData("index,label,believed,score,suspected\n1,cow,dog,0.5,true\n", "row 2: label is 'cow', which is not a number from 0 to 1")]
    [InlineData("index,label,believed,score,suspected\n1,cat,dog,1.5,true\n", "row 2: score is '1.5'")]
    [InlineData("index,label,believed,score,suspected\n1,cat,dog,NaN,true\n", "row 2: score is 'NaN'")]
    [InlineData("index,label,believed,score,suspected\n1,cat,dog,0.5,maybe\n", "row 2: suspected is 'maybe'")]
    [InlineData("index,label,believed,score,suspected\n1,cat\n", "row 2: there is no believed")]
    [InlineData(
        "index,label,believed,score,suspected,action\n1,cat,dog,0.5,true,keep\n",
        "row 2: action is 'keep', which is not kept, asked, relabelled, left_out")]
    public void What_makes_no_sense_is_named(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<DbdException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_person_may_change_what_is_done_with_a_sample()
    {
        IReadOnlyList<Suspect> read = Read(
            "index,label,believed,score,suspected,action\n0,cat,dog,0.5,true,kept\n1,cat,dog,0.5,false,left_out\n"
                + "2,cat,dog,0.5,false,relabelled\n");
        Assert.Equal([SampleAction.Kept, SampleAction.LeftOut, SampleAction.Relabelled], read.Select(s => s.Action));
        // Lists from before there was such a column.
        Assert.Equal(
            [SampleAction.LeftOut, SampleAction.Kept],
            Read("index,label,believed,score,suspected\n0,cat,dog,0.5,true\n1,cat,dog,0.5,false\n").Select(s => s.Action));
    }

    [Fact]
    public void A_file_s_name_may_hold_line_ends() =>
        Assert.Equal("a\nb", Read("index,label,believed,score,suspected,file\n1,cat,dog,0.5,true,\"a\nb\"").Single().File);

    [Fact]
    public void What_is_written_is_read_again()
    {
        Suspect[] suspects =
        [
            new(4, 0, 1, 0.75, true, "a, \"b\".png"),
            new(2, 0, 1, 0.5, false) { Action = SampleAction.Relabelled },
            new(0, 1, 1, 0.125, false),
        ];
        string path = _folder.File("suspects.csv");
        SuspectFile.Write(path, suspects, ["cat", "dog"], new SampleColumn("loss_5", i => i + 0.25), new SampleColumn("rank_5", i => i));
        Assert.Equal("rank,index,file,label,believed,score,suspected,action,loss_5,rank_5", File.ReadLines(path).First());
        Assert.Equal("3,0,,dog,dog,0.125,false,kept,0.25,0", File.ReadLines(path).Last());
        Assert.Equal(suspects, SuspectFile.Read(path, ["cat", "dog"], samples: 5));
    }

    [Fact]
    public void Names_that_a_spreadsheet_would_compute_are_written_as_text_and_read_again()
    {
        Suspect[] suspects = [new(0, 0, 1, 0.75, true, "=x.png"), new(1, 1, 2, 0.5, false, "'=x.png"), new(2, 2, 0, 0.25, false, "-1")];
        string[] names = ["=1+1", "@cat", "-1"];
        string path = _folder.File("suspects.csv");
        SuspectFile.Write(path, suspects, names, new SampleColumn("loss", _ => -1.5));
        Assert.Equal(
            [
                "1,0,'=x.png,'=1+1,'@cat,0.75,true,left_out,-1.5",
                "2,1,''=x.png,'@cat,-1,0.5,false,kept,-1.5",
                "3,2,-1,-1,'=1+1,0.25,false,kept,-1.5",
            ],
            File.ReadLines(path).Skip(1));
        Assert.Equal(suspects, SuspectFile.Read(path, names, samples: 3));
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<Suspect> Read(string text) =>
        SuspectFile.Read(_folder.Write("suspects.csv", Encoding.UTF8.GetBytes(text)), ["cat", "dog"], samples: 5);
}
