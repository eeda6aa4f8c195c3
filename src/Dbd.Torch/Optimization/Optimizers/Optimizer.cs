using static TorchSharp.torch;

namespace Dbd.Torch.Optimization.Optimizers;

/// <summary>Changes parameters along their gradients. A part of the network that a backward pass did not reach is left alone,
/// and its own step count with it, as PyTorch leaves alone a parameter whose gradient is None.</summary>
public abstract class Optimizer : IDisposable
{
    private readonly Dictionary<ParameterGroup, GroupState> _states;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="groups">What it changes.</param>
    protected Optimizer(IReadOnlyList<ParameterGroup> groups)
    {
        Groups = groups;
        _states = groups.ToDictionary(g => g, g => new GroupState(g.Values));
    }

    /// <summary>What it changes.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>The options, as in an entry of PyTorch's <c>param_groups</c>.</summary>
    public abstract IReadOnlyDictionary<string, object?> Hyperparameters { get; }

    /// <summary>The names of its state vectors, as in PyTorch: <c>momentum_buffer</c>, <c>exp_avg</c>, <c>exp_avg_sq</c>.</summary>
    public abstract IReadOnlyList<string> Slots { get; }

    /// <summary>Whether the number of steps is part of the formula, and so of the state.</summary>
    public abstract bool CountsSteps { get; }

    /// <summary>One step along the gradients of the last backward pass, which are then forgotten.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="complete">Gets each part's gradient first, [n], and may change it: where several processes have a share of it each.
    /// </param>
    public void Step(double learningRate, Action<Tensor>? complete = null)
    {
        using IDisposable _ = no_grad();
        foreach (ParameterGroup group in Groups)
        {
            using Tensor? gradient = group.TakeGradient();
            if (gradient is null)
                continue;
            complete?.Invoke(gradient);
            GroupState state = _states[group];
            state.Steps++;
            Update(group.Values, gradient, state, learningRate);
        }
    }

    /// <summary>The state of a group.</summary>
    /// <param name="group">One of <see cref="Groups"/>.</param>
    public GroupState State(ParameterGroup group) => _states[group];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GroupState state in _states.Values)
            state.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The formula of the step, on whole vectors.</summary>
    /// <param name="values">float32 [n], changed in place.</param>
    /// <param name="gradient">float32 [n], may be overwritten.</param>
    /// <param name="state">Its vectors and step count, this step counted.</param>
    /// <param name="learningRate">At least 0.</param>
    protected abstract void Update(Tensor values, Tensor gradient, GroupState state, double learningRate);
}

/// <summary>What an optimizer remembers of a group: vectors like its values, made of zeros when first asked for.</summary>
/// <param name="like">The group's values.</param>
public sealed class GroupState(Tensor like) : IDisposable
{
    private readonly Dictionary<string, Tensor> _slots = [];

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>A state vector.</summary>
    /// <param name="slot">Its name.</param>
    /// <returns>float32 [n], owned by this state.</returns>
    public Tensor this[string slot]
    {
        get
        {
            if (!_slots.TryGetValue(slot, out Tensor? vector))
                _slots[slot] = vector = TorchSharp.torch.zeros_like(like).DetachFromDisposeScope();
            return vector;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor vector in _slots.Values)
            vector.Dispose();
    }
}
