using System.Diagnostics;
using System.Text;

using Dbd.Randomness;
using Dbd.Serialization;

namespace Dbd.Fuzz;

/// <summary>Feeds files to a target for some time. An input is a function of seed, target and number.</summary>
/// <param name="target">The target.</param>
/// <param name="seed">Where randomness begins.</param>
/// <param name="folder">Where inputs are written, each under its number; those that were found stay.</param>
internal sealed class FuzzRun(FuzzTarget target, long seed, string folder)
{
    private const int MostFindings = 3;

    // Less than a main thread has: what nests without a bound is found sooner.
    private const int StackBytes = 1 << 20;

    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(5);

    private readonly List<string> _findings = [];
    private readonly uint _key = Crc32.Of(Encoding.UTF8.GetBytes(target.Name));
    private long _number;
    private long _begin;
    private long _read;
    private long _refused;

    /// <summary>What was found, a line each.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Feeds inputs from a number on.</summary>
    /// <param name="first">The first number; the seeds themselves come first.</param>
    /// <param name="time">How long; zero is one input.</param>
    public void Run(long first, TimeSpan time)
    {
        Directory.CreateDirectory(folder);
        long start = Stopwatch.GetTimestamp();
        Volatile.Write(ref _begin, start);
        Thread worker = new(() => Feed(first, start, time), StackBytes) { IsBackground = true };
        worker.Start();
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _begin)) <= s_mostTime)
                continue;
            Found($"is not read after {s_mostTime.TotalSeconds} seconds");
            return;
        }
    }

    public override string ToString() =>
        $"{target.Name,-15}{_read + _refused,9:N0} inputs,{_read,9:N0} read,{_refused,9:N0} refused"
            + string.Concat(_findings.Select(f => $"\n  FOUND {f}"));

    private void Feed(long first, long start, TimeSpan time)
    {
        for (_number = first; _findings.Count < MostFindings; _number++)
        {
            string path = Path.Combine(folder, $"{_number}{target.Ending}");
            byte[] content = target.Wrap(Input());
            File.WriteAllBytes(path, content);
            Volatile.Write(ref _begin, Stopwatch.GetTimestamp());
            if (Read(path, content.Length))
                File.Delete(path);
            if (time == TimeSpan.Zero || (Stopwatch.GetElapsedTime(start) >= time && _number >= target.Seeds.Count))
                return;
        }
    }

    private byte[] Input()
    {
        if (_number < target.Seeds.Count)
            return target.Seeds[(int)_number];
        Rng rng = Rng.For(seed, Purpose.Synthesis, _key, _number);
        byte[] content = target.Seeds[rng.NextInt(target.Seeds.Count)];
        // Mostly once: of a file with much damage little is read before it is refused.
        do
            content = target.Mutator(content, target.Seeds[rng.NextInt(target.Seeds.Count)], ref rng);
        while (rng.Chance(0.3));
        return content;
    }

    // Whether it went as it should.
    private bool Read(string path, int length)
    {
        int before = _findings.Count;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Read(path);
            _read++;
        }
        catch (DbdException e)
        {
            _refused++;
            if (_number < target.Seeds.Count)
                Found($"is a seed, and refused: {e.Message}");
        }
        catch (Exception e)
        {
            Found($"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}\n{string.Join('\n', e.StackTrace!.Split('\n').Take(6))}");
        }
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > target.MostAllocated + 64L * length)
            Found($"allocates {allocated:N0} bytes for {length:N0}");
        return _findings.Count == before;
    }

    private void Found(string what) => _findings.Add($"{target.Name}, seed {seed}, input {_number}: {what}");
}
