using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

using static TorchSharp.torch;

namespace Dbd.Torch.Optimization.Optimizers;

/// <summary>Options of <c>Adam</c>.</summary>
internal sealed record AdamOptions : OptimizerOptions
{
    /// <summary>Decay rates of the two moments, each in [0, 1).</summary>
    [Length(2, 2)]
    public IReadOnlyList<double> Betas { get; init; } = [0.9, 0.999];

    /// <summary>Added to the denominator.</summary>
    [Range(0.0, 1.0)]
    public double Eps { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override Optimizer Create(IReadOnlyList<ParameterGroup> groups)
    {
        if (Betas.Any(b => b is < 0 or >= 1))
            throw new ConfigException(
                "betas", $"[{string.Join(", ", Betas)}] are not two numbers in [0, 1).", "The usual ones are [0.9, 0.999].");
        return new Adam(groups, this);
    }
}

/// <summary>Adam in PyTorch's form: weight decay is added to the gradient; eps stands outside the bias-corrected root.</summary>
/// <remarks>Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1.</remarks>
/// <param name="groups">What it changes.</param>
/// <param name="options">Its constants.</param>
internal sealed class Adam(IReadOnlyList<ParameterGroup> groups, AdamOptions options) : Optimizer(groups)
{
    private const string FirstMoment = "exp_avg";
    private const string SecondMoment = "exp_avg_sq";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => [FirstMoment, SecondMoment];

    /// <inheritdoc/>
    public override bool CountsSteps => true;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Hyperparameters => new Dictionary<string, object?>
    {
        ["betas"] = (options.Betas[0], options.Betas[1]),
        ["eps"] = options.Eps,
        ["weight_decay"] = options.WeightDecay,
        ["amsgrad"] = false,
        ["maximize"] = false,
        ["foreach"] = null,
        ["capturable"] = false,
        ["differentiable"] = false,
        ["fused"] = null,
    };

    /// <inheritdoc/>
    protected override void Update(Tensor values, Tensor gradient, GroupState state, double learningRate)
    {
        (double beta1, double beta2) = (options.Betas[0], options.Betas[1]);
        if (options.WeightDecay > 0)
            gradient.add_(values, alpha: options.WeightDecay);
        Tensor first = state[FirstMoment].mul_(beta1).add_(gradient, alpha: 1 - beta1);
        Tensor second = state[SecondMoment].mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        double correction1 = 1 - Math.Pow(beta1, state.Steps);
        double correction2 = 1 - Math.Pow(beta2, state.Steps);
        using Tensor root = second.sqrt();
        root.div_(Math.Sqrt(correction2)).add_(options.Eps);
        values.addcdiv_(first, root, -learningRate / correction1);
    }
}
