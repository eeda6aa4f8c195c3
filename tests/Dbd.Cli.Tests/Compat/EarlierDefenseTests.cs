using System.Text.Json.Nodes;

using Xunit;

namespace Dbd.Cli.Tests.Compat;

[Collection(nameof(EarlierWork))]
public sealed class EarlierDefenseTests
{
    private static readonly string[] s_complete = ["witness", "simclr"];

    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void A_defense_goes_on_in_its_last_stage_and_with_its_plan(string build)
    {
        using EarlierWork work = new(build);
        JsonNode before = Record();
        byte[][] models = [.. s_complete.Select(Model)];

        string output = EarlierWork.Run("defend", "data", "--out", "defended", "--config", "config/mixmatch_finetune.yaml");
        Assert.DoesNotContain("Calibration", output, StringComparison.Ordinal);
        Assert.Contains("mixmatch_finetune: goes on with epoch 3 of 3", output, StringComparison.Ordinal);
        Assert.Contains("The model is right on ", output, StringComparison.Ordinal);
        Assert.Equal(models, s_complete.Select(Model));
        Assert.Equal(8, EarlierWork.Rows("defended", "saved_data", "witness", "log", "clean_test.csv").Length);
        Assert.Equal(3, EarlierWork.Rows("defended", "saved_data", "mixmatch_finetune", "log", "clean_test.csv").Length);

        JsonNode after = Record();
        foreach (string kept in (string[])["begun", "settings", "plan", "lastPlan"])
            Assert.Equal(before[kept]!.ToJsonString(), after[kept]!.ToJsonString());
        Assert.All(s_complete, part => Assert.Equal((double)before["parts"]![part]!, (double)after["parts"]![part]!));
        Assert.NotNull(after["outcome"]);
        foreach (string file in (string[])["report.html", "suspects.csv", "model.pt", "model.onnx"])
            Assert.True(File.Exists(Path.Combine("defended", file)), file);
    }

    private static JsonNode Record() => JsonNode.Parse(File.ReadAllText(Path.Combine("defended", "run.json")))!;

    private static byte[] Model(string part) =>
        File.ReadAllBytes(Path.Combine("defended", "storage", part, "checkpoint", "latest_model.pt"));
}
