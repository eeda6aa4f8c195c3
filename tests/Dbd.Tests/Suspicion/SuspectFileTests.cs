using System.Text;

using Dbd.Configuration;
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
    [InlineData(
        "index,label,believed,score,suspected\n9,cat,dog,0.5,true\n",
        "row 1 of its data: index is '9', which is not a number from 0 to 4")]
    [InlineData(
        "index,label,believed,score,suspected\n1,cow,dog,0.5,true\n",
        "row 1 of its data: label is 'cow', which is not a number from 0 to 1")]
    [InlineData("index,label,believed,score,suspected\n1,cat,dog,1.5,true\n", "row 1 of its data: score is '1.5'")]
    [InlineData("index,label,believed,score,suspected\n1,cat,dog,NaN,true\n", "row 1 of its data: score is 'NaN'")]
    [InlineData("index,label,believed,score,suspected\n1,cat,dog,0.5,maybe\n", "row 1 of its data: suspected is 'maybe'")]
    [InlineData("index,label,believed,score,suspected\n1,cat\n", "row 1 of its data, in line 2, has 2 cells, and the header 5")]
    [InlineData(
        "index,label,believed,score,suspected,action\n1,cat,dog,0.5,true,keep\n",
        "row 1 of its data: action is 'keep', which is not kept, relabelled, left_out, asked")]
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

    [Theory]
    [InlineData("index;label;believed;score;suspected;action;file\r\n4;cat;dog;0,5;TRUE;kept;a, b.png\r\n")]
    [InlineData("\uFEFFindex\tlabel\tbelieved\tscore\tsuspected\taction\tfile\n4\tcat\tdog\t0.5\tTRUE\tkept\ta, b.png\n\n")]
    public void What_a_spreadsheet_saved_is_read(string text) => Assert.Equal(
        [new Suspect(4, 0, 1, 0.5, true, "a, b.png") { Action = SampleAction.Kept }], Read(text));

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused_by_line_and_byte()
    {
        string path = _folder.Write(
            "suspects.csv", Encoding.Latin1.GetBytes("index,label,believed,score,suspected\n1,Gr\u00FCn,cat,0.5,true\n"));
        string refused = Assert.Throws<DbdException>(() => SuspectFile.Read(path, ["cat", "Gr\u00FCn"], samples: 5)).Message;
        Assert.StartsWith($"{path}, line 2: The file is not UTF-8 text: byte 5", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_obeyed_has_to_say_what_is_done()
    {
        string path = _folder.Write("suspects.csv", "index,label,believed,score,suspected\n0,cat,dog,0.5,true\n"u8.ToArray());
        string refused = Assert.Throws<DbdException>(() => SuspectList.Read(path, ["cat", "dog"], [0], _ => "")).Message;
        Assert.Equal(
            $"{path} has no column action, which says what is done with each sample. Add it: kept, relabelled, left_out, asked.", refused);
    }

    [Fact]
    public void A_list_is_where_it_is_said_to_be()
    {
        SuspectList.CheckThere("--suspects", _folder.Write("suspects.csv", []));
        Assert.Equal(
            $"--suspects: {_folder.Path} is a folder, not a list of suspects. Name the suspects.csv that dbd defend or dbd suspects wrote.",
            Assert.Throws<ConfigException>(() => SuspectList.CheckThere("--suspects", _folder.Path)).Message);
        Assert.StartsWith(
            "suspects: There is no file none.csv.",
            Assert.Throws<ConfigException>(() => SuspectList.CheckThere("suspects", "none.csv")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "There is no file none.csv; it should be a CSV file",
            Assert.Throws<DbdException>(() => SuspectFile.Read("none.csv", ["cat"], 1)).Message, StringComparison.Ordinal);
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
