using Dbd.Runs;

using Xunit;

namespace Dbd.Tests.Runs;

/// <summary>Who throws: a run's keeper ends it, others are left out.</summary>
public sealed class RunObserversTests
{
    private static readonly RunStart s_start = new("supervise", 1, 2);

    [Fact]
    public void Who_throws_is_told_no_more_and_the_others_are_told_why_once()
    {
        Told before = new();
        Broken broken = new(new InvalidOperationException("No screen."));
        Told after = new();
        RunObservers all = new(before, broken, after);
        all.OnStart(s_start);
        all.OnNote("On it goes.");
        string[] told =
        [
            "supervise",
            "Broken failed and is told nothing more; the run goes on. InvalidOperationException: No screen.",
            "On it goes.",
        ];
        Assert.Equal(told, before.Lines);
        Assert.Equal(told, after.Lines);
        Assert.Equal(1, broken.Calls);
    }

    [Fact]
    public void It_is_silent_in_the_next_run_too()
    {
        Broken broken = new(new DbdException("The disk is full."));
        IReadOnlyList<IRunObserver> handedOn = RunObservers.Guarded([broken]);
        Told first = new();
        Told second = new();
        new RunObservers([.. handedOn, first]).OnStart(s_start);
        new RunObservers([.. handedOn, second]).OnStart(s_start);
        Assert.Equal(["supervise", "Broken failed and is told nothing more; the run goes on. The disk is full."], first.Lines);
        Assert.Equal(["supervise"], second.Lines);
        Assert.Equal(1, broken.Calls);
    }

    [Fact]
    public void All_may_throw_and_the_run_goes_on()
    {
        RunObservers all = new(new Broken(new InvalidOperationException()), new Broken(new InvalidOperationException()), new Grumbler());
        all.OnStart(s_start);
        all.OnNote("Nobody listens.");
    }

    [Fact]
    public void A_keeper_ends_the_run()
    {
        RunObservers all = new(new Told(), new Keeper());
        Assert.Equal("The disk is full.", Assert.Throws<DbdException>(() => all.OnStart(s_start)).Message);
        Assert.Throws<DbdException>(() => new RunObservers(RunObservers.Guarded([new Keeper()])).OnStart(s_start));
    }

    [Fact]
    public void A_wish_to_stop_passes() =>
        Assert.Throws<OperationCanceledException>(() => new RunObservers(new Broken(new OperationCanceledException())).OnStart(s_start));

    private sealed class Told : IRunObserver
    {
        public List<string> Lines { get; } = [];

        public void OnStart(RunStart run) => Lines.Add(run.Stage);

        public void OnNote(string note) => Lines.Add(note);
    }

    private sealed class Broken(Exception exception) : IRunObserver
    {
        public int Calls { get; private set; }

        public void OnStart(RunStart run)
        {
            Calls++;
            throw exception;
        }

        public void OnNote(string note) => Calls++;
    }

    private sealed class Grumbler : IRunObserver
    {
        public void OnNote(string note) => throw new InvalidOperationException(note);
    }

    private sealed class Keeper : IRunKeeper
    {
        public void OnStart(RunStart run) => throw new DbdException("The disk is full.");
    }
}
