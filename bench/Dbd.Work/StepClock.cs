using System.Diagnostics;
using System.Text.Json;

using Dbd.Runs;

namespace Dbd.Work;

/// <summary>Times the steps of an epoch between the end of the warm-up and the last.</summary>
/// <param name="warmUpSteps">Steps before the clock starts.</param>
/// <param name="firstStepOnly">Whether the first step is all that is wanted.</param>
internal sealed class StepClock(int warmUpSteps, bool firstStepOnly = false) : IRunObserver, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private StepReport? _begin;

    public CancellationToken Stopped => _stop.Token;

    public Measured Result { get; private set; } = new();

    public double SecondsToFirstStep { get; private set; }

    public void OnStep(StepReport step)
    {
        if (SecondsToFirstStep == 0)
        {
            using Process self = Process.GetCurrentProcess();
            SecondsToFirstStep = (DateTime.UtcNow - self.StartTime.ToUniversalTime()).TotalSeconds;
            if (firstStepOnly)
                _stop.Cancel();
        }
        if (_begin is null && step.Step >= warmUpSteps)
            _begin = step;
        if (step.Step < step.Steps || _begin is null)
            return;
        double seconds = (step.Elapsed - _begin.Elapsed).TotalSeconds;
        int steps = step.Step - _begin.Step;
        Result = new Measured
        {
            Steps = steps,
            Seconds = Math.Round(seconds, 3),
            IterationsPerS = Math.Round(steps / seconds, 3),
            ImagesPerS = Math.Round((step.Images - _begin.Images) / seconds, 1),
        };
        _stop.Cancel();
    }

    public void Dispose() => _stop.Dispose();
}

/// <summary>One line of bench/peers' form.</summary>
internal sealed record Measured
{
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Work { get; init; } = "";

    public string Precision { get; init; } = "";

    public int Width { get; init; }

    public int Batch { get; init; }

    public int Threads { get; init; }

    public int Workers { get; init; }

    public int Steps { get; init; }

    public double Seconds { get; init; }

    public double IterationsPerS { get; init; }

    public double ImagesPerS { get; init; }

    /// <summary>Of this process until the measurement's end.</summary>
    public double PeakRssMb { get; init; } = PeakRss();

    private static double PeakRss()
    {
        using Process self = Process.GetCurrentProcess();
        return Math.Round(self.PeakWorkingSet64 / 1048576.0, 1);
    }
}
