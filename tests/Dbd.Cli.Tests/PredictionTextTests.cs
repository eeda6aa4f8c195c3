using System.Text.Json;

using Dbd.Torch.Deployment;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class PredictionTextTests
{
    private static readonly Prediction[] s_predictions =
    [
        new("a.png", [new ClassScore(3, "cat", 0.75), new ClassScore(5, "dog, big", 0.25)]),
        new("b \"c\".png", [new ClassScore(0, "été", 1)]),
    ];

    [Fact]
    public void Csv_has_a_line_for_each_class_told() => Assert.Equal(
        [
            "path,rank,label,class,probability",
            "a.png,1,3,cat,0.750000",
            "a.png,2,5,\"dog, big\",0.250000",
            "\"b \"\"c\"\".png\",1,0,été,1.000000",
        ],
        PredictionText.Csv(s_predictions));

    [Fact]
    public void Json_is_a_list_with_a_picture_a_line()
    {
        string[] lines = [.. PredictionText.Json(s_predictions)];
        Assert.Equal(
            """[{"path":"a.png","classes":[{"label":3,"name":"cat","probability":0.75},"""
                + """{"label":5,"name":"dog, big","probability":0.25}]}""",
            lines[0]);
        using JsonDocument document = JsonDocument.Parse(string.Join('\n', lines));
        Assert.Equal(["a.png", "b \"c\".png"], document.RootElement.EnumerateArray().Select(p => p.GetProperty("path").GetString()));
    }

    [Fact]
    public void Json_lines_are_each_a_value()
    {
        string[] lines = [.. PredictionText.JsonLines(s_predictions)];
        Assert.Equal(
            ["a.png", "b \"c\".png"], lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("path").GetString()));
    }

    [Fact]
    public void Each_picture_is_told_as_soon_as_it_is_known()
    {
        int asked = 0;
        IEnumerable<Prediction> endless = Enumerable.Range(0, 1000).Select(i => s_predictions[asked++ % 2]);
        Assert.Equal(3, PredictionText.JsonLines(endless).Take(3).Count());
        Assert.Equal(3, asked);
        Assert.Equal(2, PredictionText.Json(endless).Take(2).Count());
        Assert.Equal(5, asked);
    }

    [Fact]
    public void Names_that_a_spreadsheet_would_compute_are_text() => Assert.Equal(
        ["'=1.png,1,0,\"'-1+1, \"\"x\"\"\",0.500000", "'=1.png,2,1,-1.5,0.500000"],
        PredictionText.Csv([new("=1.png", [new ClassScore(0, "-1+1, \"x\"", 0.5), new ClassScore(1, "-1.5", 0.5)])]).Skip(1));

    // What is left as it is by JSON is an escape of JSON's on a terminal: it means the same.
    [Fact]
    public void Json_is_exact_on_a_terminal_too()
    {
        string name = string.Concat(Enumerable.Range(0, 0xD800).Select(c => (char)c)) + "\U000E0001\U0001F600";
        using StringWriter shown = new();
        using PrintableWriter writer = new(shown);
        foreach (string line in PredictionText.Json([new(name, [])]))
            writer.WriteLine(line);
        using JsonDocument document = JsonDocument.Parse(shown.ToString());
        Assert.Equal(name, document.RootElement[0].GetProperty("path").GetString());
        Assert.Equal(shown.ToString(), Printable.Lines(shown.ToString()));
    }

    [Fact]
    public void No_picture_is_an_empty_list() => Assert.Equal(["[]"], PredictionText.Json([]));
}
