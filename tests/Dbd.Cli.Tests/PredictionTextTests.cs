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
        Assert.Equal("""[{"path":"a.png","classes":[{"label":3,"name":"cat","probability":0.75},{"label":5,"name":"dog, big","probability":0.25}]}""", lines[0]);
        using JsonDocument document = JsonDocument.Parse(string.Join('\n', lines));
        Assert.Equal(["a.png", "b \"c\".png"], document.RootElement.EnumerateArray().Select(p => p.GetProperty("path").GetString()));
    }

    [Fact]
    public void No_picture_is_an_empty_list() => Assert.Equal(["[]"], PredictionText.Json([]));
}
