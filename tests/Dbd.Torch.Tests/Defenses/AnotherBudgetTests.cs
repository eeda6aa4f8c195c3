using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Torch.Defenses;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

/// <summary>What a budget changes of a defense that was begun, and what a calibration takes of it.</summary>
public sealed class AnotherBudgetTests : IDisposable
{
    private readonly TinyDefense _defense = new();

    public void Dispose() => _defense.Dispose();

    [Fact]
    public void Another_budget_goes_on_in_the_same_folder_and_keeps_calibration_and_witness()
    {
        Started first = Start(TimeSpan.FromHours(1));
        Assert.Contains(first.Notes, n => n.StartsWith("Calibration", StringComparison.Ordinal));
        DefenseRecord before = DefenseRecord.Read(_defense.File("run.json"))!;

        Started second = Start(TimeSpan.FromHours(3));
        Assert.Contains(
            "The budget is 3h now, and was 1h: calibration and witness are kept, what was trained after them is moved aside and "
                + "begun anew.",
            second.Notes);
        Assert.DoesNotContain(second.Notes, n => n.StartsWith("Calibration", StringComparison.Ordinal));
        // The witness was done; SimCLR, which had an epoch, begins again.
        Assert.Equal([("simclr", 1)], second.Starts.Select(s => (s.Stage, s.FirstEpoch)));
        DefenseRecord after = DefenseRecord.Read(_defense.File("run.json"))!;
        Assert.Equal(("3h", before.Costs), (after.Settings.Budget, after.Costs));
        Assert.NotNull(after.Plan);
        Assert.Equal(before.Parts["witness"], after.Parts["witness"]);
        Assert.Equal(["mixmatch_finetune", "train"], after.Anew);

        // The same again goes on where it was.
        Assert.Equal([("simclr", 2)], Start(TimeSpan.FromHours(3)).Starts.Select(s => (s.Stage, s.FirstEpoch)));
    }

    [Fact]
    public void A_complete_defense_keeps_its_budget()
    {
        _defense.Run();
        DefenseOptions longer = _defense.Options with { Budget = TimeSpan.FromHours(1) };
        ConfigException refused = Assert.Throws<ConfigException>(() =>
            new Defender(longer).Run(null, TestContext.Current.CancellationToken));
        Assert.Contains("its budget is none, now 1h", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calibration_whose_time_is_over_ends_and_estimates_the_rest()
    {
        using CancellationTokenSource stop = new();
        Started observer = new("Plan: ", stop);
        DefenseOptions options = _defense.Options with { Budget = TimeSpan.FromHours(1), Time = new HurriedTime() };
        Assert.Throws<OperationCanceledException>(() => new Defender(options, observer).Run(null, stop.Token));
        Assert.Contains(
            observer.Notes, n => n.StartsWith("The calibration's tenth of the budget is over: ", StringComparison.Ordinal));
        Assert.DoesNotContain("Calibration: 10 of 10 parts measured.", observer.Notes);
        Assert.NotNull(DefenseRecord.Read(_defense.File("run.json"))!.Plan);
    }

    [Fact]
    public void What_a_refused_start_measured_is_kept_for_the_next_one()
    {
        DefenseOptions hurried = _defense.Options with { Budget = TimeSpan.FromMilliseconds(510) };
        ConfigException refused = Assert.Throws<ConfigException>(() =>
            new Defender(hurried).Run(null, TestContext.Current.CancellationToken));
        Assert.Contains("1s is too short for these data on this machine, by ", refused.Problem, StringComparison.Ordinal);
        string measured = _defense.File("calibration", "measured.json");
        Assert.Contains("\"pass\"", File.ReadAllText(measured), StringComparison.Ordinal);
    }

    private Started Start(TimeSpan budget)
    {
        using CancellationTokenSource stop = new();
        Started observer = new("", stop);
        Assert.Throws<OperationCanceledException>(() =>
            new Defender(_defense.Options with { Budget = budget }, observer).Run(null, stop.Token));
        return observer;
    }

    // Stops at a note, or in SimCLR after its first epoch.
    private sealed class Started(string last, CancellationTokenSource stop) : IRunObserver
    {
        public List<string> Notes { get; } = [];

        public List<RunStart> Starts { get; } = [];

        public void OnNote(string note)
        {
            Notes.Add(note);
            if (last.Length > 0 && note.StartsWith(last, StringComparison.Ordinal))
                stop.Cancel();
        }

        public void OnStart(RunStart run)
        {
            if (run.Stage is not "calibration")
                Starts.Add(run);
        }

        public void OnEpoch(EpochReport epoch)
        {
            if (Starts is [.., { Stage: "simclr" }])
                stop.Cancel();
        }
    }

    // Whose timers are over at once.
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
