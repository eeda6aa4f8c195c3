using System.Runtime.CompilerServices;

using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Torch.Optimization;
using Dbd.Torch.Optimization.Optimizers;

using static TorchSharp.torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>An optimizer's state as PyTorch's <c>state_dict()</c> has it: parameters are numbered through all groups.</summary>
internal static class OptimizerState
{
    private const string Step = "step";

    /// <summary>Copies the state.</summary>
    /// <param name="optimizer">Of the run.</param>
    /// <param name="initialRate">The configuration's <c>lr</c>.</param>
    /// <param name="rate">The rate of the next epoch.</param>
    public static PyDict Of(Optimizer optimizer, double initialRate, double rate)
    {
        PyDict state = new();
        PyList numbers = new();
        foreach ((ParameterGroup group, int index, long number) in Numbered(optimizer))
        {
            numbers.Add(number);
            if (optimizer.State(group).Steps > 0 && optimizer.Slots.Count > 0)
                state[number] = ParameterState(optimizer, group, index);
        }
        PyDict parameters = new() { ["lr"] = rate };
        foreach ((string key, object? value) in optimizer.Hyperparameters)
            parameters[key] = value is ITuple pair ? new PyTuple(pair[0], pair[1]) : value;
        parameters["initial_lr"] = initialRate;
        parameters["params"] = numbers;
        return new PyDict { ["state"] = state, ["param_groups"] = new PyList(parameters) };
    }

    /// <summary>Restores the state: exactly, bit for bit.</summary>
    /// <param name="optimizer">Of the same network.</param>
    /// <param name="saved">What <see cref="Of"/> or PyTorch wrote.</param>
    /// <param name="source">The file, for messages.</param>
    /// <exception cref="DbdException">It belongs to another network or optimizer.</exception>
    public static void Load(Optimizer optimizer, PyDict saved, string source)
    {
        PyDict state = saved.Get<PyDict>("state");
        (ParameterGroup, int, long)[] parameters = [.. Numbered(optimizer)];
        long savedCount = saved.Get<PyList>("param_groups").OfType<PyDict>().Sum(g => (long)g.Get<PyList>("params").Count);
        if (savedCount != parameters.Length)
            throw new DbdException($"{source}: its optimizer state is for {savedCount} parameters, the network has {parameters.Length}.");
        foreach ((ParameterGroup group, int index, long number) in parameters)
        {
            if (state.Contains(number))
                Restore(optimizer, group, index, state.Get<PyDict>(number), source);
        }
    }

    private static PyDict ParameterState(Optimizer optimizer, ParameterGroup group, int index)
    {
        GroupState from = optimizer.State(group);
        PyDict to = new();
        if (optimizer.CountsSteps)
            to[Step] = TensorData.From<float>([from.Steps]);
        foreach (string slot in optimizer.Slots)
        {
            using Tensor view = group.View(from[slot], index);
            to[slot] = Tensors.Read(view);
        }
        return to;
    }

    private static void Restore(Optimizer optimizer, ParameterGroup group, int index, PyDict from, string source)
    {
        string[] needed = optimizer.CountsSteps ? [Step, .. optimizer.Slots] : [.. optimizer.Slots];
        if (needed.FirstOrDefault(entry => !from.Contains(entry) || from[entry] is null) is { } missing)
        {
            throw new DbdException(
                $"{source}: its optimizer state has no {missing}; it is the state of another optimizer. "
                + "Check `optimizer` in the configuration against the run that wrote it.");
        }
        GroupState to = optimizer.State(group);
        to.Steps = optimizer.CountsSteps ? (long)Tensors.Scalar(from[Step], Step) : 1;
        foreach (string slot in optimizer.Slots)
        {
            TensorData data = from.Get<TensorData>(slot);
            using Tensor target = group.View(to[slot], index);
            if (!data.Shape.AsSpan().SequenceEqual(target.shape))
                throw new DbdException($"{source}: its {slot} is for a parameter of another shape.");
            Tensors.Write(target, data, source);
        }
    }

    private static IEnumerable<(ParameterGroup Group, int Index, long Number)> Numbered(Optimizer optimizer)
    {
        long number = 0;
        foreach (ParameterGroup group in optimizer.Groups)
        {
            for (int i = 0; i < group.Parameters.Count; i++)
                yield return (group, i, number++);
        }
    }
}
