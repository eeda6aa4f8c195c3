using System.ComponentModel.DataAnnotations;

using static TorchSharp.torch;

namespace Dbd.Torch.Optimization.Optimizers;

/// <summary>Options of any optimizer, and how to make it from them.</summary>
public abstract record OptimizerOptions
{
    /// <summary>The learning rate before any schedule.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public required double Lr { get; init; }

    /// <summary>Times the parameter, added to its gradient.</summary>
    [Range(0.0, 1e6)]
    public double WeightDecay { get; init; }

    /// <summary>Makes the optimizer.</summary>
    /// <param name="groups">What it changes.</param>
    public abstract Optimizer Create(IReadOnlyList<ParameterGroup> groups);
}

/// <summary>Options of <c>SGD</c>.</summary>
internal sealed record SgdOptions : OptimizerOptions
{
    /// <summary>Share of the last step that is kept.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; }

    /// <inheritdoc/>
    public override Optimizer Create(IReadOnlyList<ParameterGroup> groups) => new Sgd(groups, this);
}

/// <summary>Stochastic gradient descent with momentum, in PyTorch's form: g += wd p; v = momentum v + g; p -= lr v.</summary>
/// <param name="groups">What it changes.</param>
/// <param name="options">Momentum and weight decay.</param>
internal sealed class Sgd(IReadOnlyList<ParameterGroup> groups, SgdOptions options) : Optimizer(groups)
{
    private const string Velocity = "momentum_buffer";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => options.Momentum > 0 ? [Velocity] : [];

    /// <inheritdoc/>
    public override bool CountsSteps => false;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Hyperparameters => new Dictionary<string, object?>
    {
        ["momentum"] = options.Momentum,
        ["dampening"] = 0L,
        ["weight_decay"] = options.WeightDecay,
        ["nesterov"] = false,
        ["maximize"] = false,
        ["foreach"] = null,
        ["differentiable"] = false,
    };

    /// <inheritdoc/>
    protected override void Update(Tensor values, Tensor gradient, GroupState state, double learningRate)
    {
        Tensor step = options.WeightDecay > 0 ? gradient.add_(values, alpha: options.WeightDecay) : gradient;
        if (options.Momentum > 0)
            step = state[Velocity].mul_(options.Momentum).add_(step);   // zeros at step 1, so that v = g
        values.add_(step, alpha: -learningRate);
    }
}
