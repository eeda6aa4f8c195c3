using Dbd.Runs;

namespace Dbd.Torch.Tests.Stages;

/// <summary>Interrupts a run after the first step of an epoch, as Ctrl+C does.</summary>
internal sealed class Stopper(int epoch) : IRunObserver, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    public void OnStep(StepReport step)
    {
        if (step.Epoch == epoch && step.Step < step.Steps)
            _source.Cancel();
    }

    public void Dispose() => _source.Dispose();
}
