using System.Collections.Concurrent;

using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks;

/// <summary>What raising some frequencies of each block of a picture's plane adds to its values: the transform is linear, so nothing needs
/// to be transformed when a picture is stamped.</summary>
internal sealed class FrequencyTrigger
{
    private readonly int? _window;
    private readonly (int Row, int Column)[] _positions;
    private readonly double _magnitude;
    private readonly ConcurrentDictionary<ImageShape, double[]> _planes = new();

    /// <summary>Checks the options (<c>window</c>, <c>positions</c>).</summary>
    /// <param name="window">Side of a block; null is the whole picture, which is square then.</param>
    /// <param name="positions">Row and column of each frequency.</param>
    /// <param name="magnitude">What is added to their coefficients.</param>
    /// <exception cref="ConfigException">A position is not two numbers, or not in a block.</exception>
    public FrequencyTrigger(int? window, IReadOnlyList<IReadOnlyList<int>> positions, double magnitude)
    {
        if (positions.FirstOrDefault(p => p.Count != 2) is { } wrong)
            throw new ConfigException(
                "positions", $"[{string.Join(", ", wrong)}] is no row and column.", "Write a list of pairs: [[15, 15], [31, 31]].");
        (_window, _positions, _magnitude) = (window, [.. positions.Select(p => (p[0], p[1]))], magnitude);
        if (window is { } side)
            CheckPositions(side);
    }

    /// <summary>What is added to each value of a plane.</summary>
    /// <returns>[height, width]; not to be changed.</returns>
    /// <exception cref="ConfigException">Blocks do not cover the picture, or a position is not in one.</exception>
    public double[] Plane(ImageShape shape) => _planes.GetOrAdd(shape, Tiled);

    private double[] Tiled(ImageShape shape)
    {
        int side = _window ?? shape.Width;
        if (shape.Height % side != 0 || shape.Width % side != 0)
            throw new ConfigException(
                "window",
                $"Blocks of {side}x{side} do not cover a picture of {shape}.",
                "Choose a divisor of both sides.");
        CheckPositions(side);
        double[] block = CosineTransform.Inverse(side, _positions, _magnitude);
        return [.. Enumerable.Range(0, shape.Pixels).Select(i => block[i / shape.Width % side * side + i % shape.Width % side])];
    }

    private void CheckPositions(int side)
    {
        foreach ((int row, int column) in _positions)
        {
            if (row >= side || column >= side)
                throw new ConfigException(
                    "positions", $"[{row}, {column}] is not in a block of {side}x{side}.", $"Rows and columns are 0 to {side - 1}.");
        }
    }
}
