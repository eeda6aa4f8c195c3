using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Optimization;

/// <summary>
/// The parameters of one part of a network (backbone, linear layer, projection head) laid one after the other in one vector,
/// of which each parameter is a view. An optimizer's step is then a few operations on one vector, however many layers there are.
/// </summary>
/// <remarks>Convolution weights lie in channels-last order, which the convolution then takes as it is.</remarks>
public sealed class ParameterGroup : IDisposable
{
    private readonly List<Member> _members = [];

    private ParameterGroup(string name, Tensor values)
    {
        Name = name;
        Values = values;
    }

    /// <summary>The part's name: <c>backbone</c>, <c>linear</c>, <c>proj_head</c>.</summary>
    public string Name { get; }

    /// <summary>float32 [number of elements], all parameters of the part.</summary>
    public Tensor Values { get; }

    /// <summary>The parameters' names and shapes, in state-dict order.</summary>
    public IReadOnlyList<(string Name, long[] Shape)> Parameters => [.. _members.Select(m => (m.Name, m.Parameter.shape))];

    /// <summary>Lays the parameters of each direct child of a network in a vector of its own.</summary>
    /// <param name="network">On the device where it stays; its parameters become views.</param>
    /// <returns>A group for each child that has parameters, in order.</returns>
    public static IReadOnlyList<ParameterGroup> Of(nn.Module network)
    {
        List<ParameterGroup> groups = [];
        foreach ((string child, nn.Module module) in network.named_children())
        {
            (string Name, Parameter Parameter)[] parameters = [.. module.named_parameters()];
            if (parameters.Length > 0)
                groups.Add(Lay(child, parameters));
        }
        return groups;
    }

    /// <summary>Takes the gradient of the last backward pass.</summary>
    /// <returns>float32 [number of elements], to be disposed; null when the pass did not reach this part.</returns>
    /// <exception cref="InvalidOperationException">The pass reached only some of its parameters.</exception>
    public Tensor? TakeGradient()
    {
        Tensor?[] gradients = [.. _members.Select(m => m.Parameter.grad)];
        if (Array.TrueForAll(gradients, g => g is null))
            return null;
        if (Array.Exists(gradients, g => g is null))
            throw new InvalidOperationException($"The backward pass reached only some parameters of {Name}.");
        Tensor flat = cat([.. gradients.Select(g => Flatten(g!))]);
        foreach (Member member in _members)
            member.Parameter.grad = null;
        return flat;
    }

    /// <summary>The part of a vector like <see cref="Values"/> that belongs to one parameter.</summary>
    /// <param name="vector">float32 [number of elements].</param>
    /// <param name="index">Which parameter.</param>
    /// <returns>A view of the parameter's shape.</returns>
    public Tensor View(Tensor vector, int index) => _members[index].View(vector);

    /// <inheritdoc/>
    public void Dispose() => Values.Dispose();

    private static ParameterGroup Lay(string name, (string Name, Parameter Parameter)[] parameters)
    {
        using (no_grad())
        {
            List<Tensor> vectors = [.. parameters.Select(p => Flatten(p.Parameter))];
            ParameterGroup group = new(name, cat(vectors));
            // Each holds memory that its parameter had until now.
            vectors.ForEach(vector => vector.Dispose());
            long offset = 0;
            foreach ((string parameterName, Parameter parameter) in parameters)
            {
                Member member = new(parameterName, parameter, offset, parameter.shape);
                using Tensor view = member.View(group.Values);
                parameter.set_(view);
                group._members.Add(member);
                offset += parameter.numel();
            }
            return group;
        }
    }

    private static Tensor Flatten(Tensor t)
    {
        using Tensor ordered = t.ndim == 4 ? t.permute(0, 2, 3, 1) : t.alias();
        return ordered.reshape(-1);
    }

    private sealed record Member(string Name, Parameter Parameter, long Offset, long[] Shape)
    {
        public Tensor View(Tensor vector)
        {
            using Tensor own = vector.narrow(0, Offset, Shape.Aggregate(1L, (a, b) => a * b));
            if (Shape is not [long o, long i, long h, long w])
                return own.view(Shape);
            using Tensor channelsLast = own.view(o, h, w, i);
            return channelsLast.permute(0, 3, 1, 2);
        }
    }
}
