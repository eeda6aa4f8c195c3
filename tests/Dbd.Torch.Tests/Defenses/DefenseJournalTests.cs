using Dbd.Testing;
using Dbd.Torch.Defenses;
using Dbd.Torch.Defenses.Catalog;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

/// <summary>What the record says that each part took, by a clock of the test's.</summary>
public sealed class DefenseJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Clock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_part_that_was_taken_up_again_took_what_both_starts_gave_it_and_reading_belongs_to_no_part()
    {
        DefenseJournal first = Start(New(), reading: 10);
        Assert.Throws<OperationCanceledException>(() => first.Do(WitnessedDbd.Features.Name, () =>
        {
            _clock.Seconds += 5;
            first.Save(r => r);
            throw new OperationCanceledException();
        }));

        DefenseJournal second = Start(first.Record, reading: 100);
        second.Do(WitnessedDbd.Features.Name, () => _clock.Seconds += 7);
        Assert.Equal(
            (110.0, 12.0, 122.0),
            (second.Record.Parts[DefensePart.Reading], second.Record.Parts[WitnessedDbd.Features.Name], second.Record.SpentSeconds));
    }

    [Fact]
    public void A_part_that_is_done_again_took_what_it_took_the_last_time()
    {
        DefenseJournal journal = Start(New(), reading: 1);
        journal.Again(DefensePart.Evidence, () => _clock.Seconds += 30);
        journal.Again(DefensePart.Report, () => _clock.Seconds += 4);
        DefenseJournal later = Start(journal.Record, reading: 1);
        later.Again(DefensePart.Evidence, () => _clock.Seconds += 20);
        later.Again(DefensePart.Report, () => _clock.Seconds += 3);
        Assert.Equal(
            (2.0, 20.0, 3.0),
            (later.Record.Parts[DefensePart.Reading], later.Record.Parts[DefensePart.Evidence], later.Record.Parts[DefensePart.Report]));
    }

    private static DefenseRecord New() => DefenseRecord.New(
        new DefenseSettings("data", "recipe", 32, 7, null),
        new DefenseData("data", 80, 20, ["cat", "dog"]),
        "dbd defend",
        "a laptop",
        DateTimeOffset.UnixEpoch);

    private DefenseJournal Start(DefenseRecord record, int reading)
    {
        long begin = _clock.GetTimestamp();
        _clock.Seconds += reading;
        return new DefenseJournal(new DefenseFolder(_folder.Path), record, null, _clock, begin);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
