using System.Text.Json;

using Xunit;

namespace Dbd.Cli.Tests.Compat;

[Collection(nameof(EarlierWork))]
public sealed class EarlierRunTests
{
    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void A_stopped_supervise_goes_on_after_its_last_epoch(string build)
    {
        using EarlierWork work = new(build);
        string[] csv = ["saved_data", "supervise", "log", "clean_test.csv"];
        string[] before = EarlierWork.Rows(csv);
        Assert.Single(before);

        string output = EarlierWork.Run("supervise", "--config", "config/supervise.yaml");
        Assert.Contains("supervise: goes on with epoch 2 of 2", output, StringComparison.Ordinal);
        string[] after = EarlierWork.Rows(csv);
        Assert.Equal((2, before[0]), (after.Length, after[0]));
        Assert.Equal(2, EarlierWork.Rows("saved_data", "supervise", "log", "poison_test.csv").Length);
        // What was not measured then is unknown.
        string[] robust = EarlierWork.Rows("saved_data", "supervise", "log", "robust_test.csv");
        Assert.Equal((2, "nan,nan,1"), (robust.Length, robust[0]));
        Assert.DoesNotContain("nan", robust[1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void A_complete_simclr_is_not_trained_again(string build)
    {
        using EarlierWork work = new(build);
        string checkpoint = Path.Combine("storage", "simclr", "checkpoint", "latest_model.pt");
        byte[] before = File.ReadAllBytes(checkpoint);
        Assert.DoesNotContain("epoch 2/2", EarlierWork.Run("simclr", "--config", "config/simclr.yaml"), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(checkpoint));
        Assert.Equal(2, EarlierWork.Rows("saved_data", "simclr", "log", "self_train.csv").Length);
    }

    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void A_finetune_that_was_stopped_in_stage_3_goes_on_there(string build)
    {
        using EarlierWork work = new(build);
        string[] csv = ["saved_data", "mixmatch_finetune", "log", "clean_test.csv"];
        string[] before = EarlierWork.Rows(csv);
        Assert.Equal(2, before.Length);

        string output = EarlierWork.Run("mixmatch-finetune", "--config", "config/mixmatch_finetune.yaml");
        Assert.Contains("mixmatch_finetune: goes on with epoch 3 of 3", output, StringComparison.Ordinal);
        Assert.Equal(before, EarlierWork.Rows(csv)[..2]);
        Assert.Equal(3, EarlierWork.Rows(csv).Length);
    }

    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void A_new_finetune_builds_on_its_simclr_and_its_witness(string build)
    {
        using EarlierWork work = new(build);
        string output = EarlierWork.Run(
            "mixmatch-finetune", "--config", "config/mixmatch_finetune.yaml", "--resume", "False", "--set", "semi.num_epochs=0");
        Assert.Contains("of the 10 poisoned ones are among them", output, StringComparison.Ordinal);
        Assert.Contains("after 2 epochs of SimCLR", output, StringComparison.Ordinal);
        Assert.Single(EarlierWork.Rows("saved_data", "mixmatch_finetune", "log", "clean_test.csv"));
    }

    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void How_well_suspects_are_found_is_told_to_people_and_to_programs(string build)
    {
        using EarlierWork work = new(build);
        string[] suspects = ["suspects", "--config", "config/mixmatch_finetune.yaml", "--gpu", "cpu"];
        string told = Shell.Run(suspects).Output;
        JsonElement found = JsonDocument.Parse(Shell.Run([.. suspects, "--format", "json"]).Output).RootElement;
        JsonElement detection = found.GetProperty("detection");
        Assert.Equal(10, detection.GetProperty("poisoned").GetInt32());
        Assert.Contains($"AUROC {detection.GetProperty("auroc").GetDouble():0.0000}", told, StringComparison.Ordinal);
        double rate = detection.GetProperty("truePositiveRates")[2].GetProperty("truePositiveRate").GetDouble();
        Assert.Contains($"{rate:0.000} at FPR 1 %", told, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void A_report_shows_all_runs(string build)
    {
        using EarlierWork work = new(build);
        EarlierWork.Run("report", "saved_data", "--out", "report.html");
        string page = File.ReadAllText("report.html");
        Assert.All(
            (string[])["supervise", "witness", "simclr", "mixmatch_finetune"],
            run => Assert.Contains(Path.Combine("saved_data", run), page, StringComparison.Ordinal));
        Assert.EndsWith("</html>", page.TrimEnd(), StringComparison.Ordinal);
    }
}
