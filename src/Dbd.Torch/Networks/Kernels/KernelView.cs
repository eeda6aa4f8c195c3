namespace Dbd.Torch.Networks.Kernels;

/// <summary>The 3x3 kernels of a layer as they lie in memory, [outputs, 3, 3, inputs], or as the gradient of its inputs sees them: outputs
/// and inputs exchanged, each kernel turned by half a circle.</summary>
internal readonly unsafe struct KernelView
{
    private const int Side = 3;

    private readonly float* _first;
    private readonly long _output;
    private readonly long _input;

    private KernelView(float* first, long output, long input, long row, long column)
    {
        _first = first;
        (_output, _input, Row, Column) = (output, input, row, column);
    }

    /// <summary>From a row of a kernel to the next.</summary>
    public long Row { get; }

    /// <summary>From a column of a kernel to the next.</summary>
    public long Column { get; }

    /// <summary>The kernels as they are.</summary>
    /// <param name="first">The first weight.</param>
    /// <param name="inputs">Channels that go in.</param>
    public static KernelView Of(float* first, int inputs) => new(first, Side * Side * inputs, 1, Side * inputs, inputs);

    /// <summary>The same kernels for the gradient of the inputs.</summary>
    public KernelView Turned => new(_first + (Side - 1) * (Row + Column), _input, _output, -Row, -Column);

    /// <summary>The first weight of a kernel.</summary>
    public float* At(int output, int input) => _first + output * _output + input * _input;
}
