using TorchSharp.Modules;

namespace Dbd.Torch.Networks.Layers;

/// <summary>The steps that a network is described by. One implementation computes them, one writes them as ONNX operators, so that a
/// network is written once.</summary>
/// <typeparam name="T">What a step gives and takes; who asked for it disposes it once nothing needs it.</typeparam>
public interface ILayers<T>
    where T : class, IDisposable
{
    /// <summary>Convolves.</summary>
    /// <param name="conv">The layer.</param>
    /// <param name="x">[B, input, H, W].</param>
    /// <returns>[B, output, H', W'].</returns>
    T Conv(Conv conv, T x);

    /// <summary>Normalises each channel, and rectifies.</summary>
    /// <param name="norm">The layer.</param>
    /// <param name="x">[B, channels, H, W].</param>
    /// <param name="activation">Comes last.</param>
    T Norm(BatchNorm2d norm, T x, Activation activation = Activation.Relu);

    /// <summary>Convolves, normalises each channel, adds, and rectifies.</summary>
    /// <param name="conv">The convolution.</param>
    /// <param name="norm">What stands behind it.</param>
    /// <param name="x">[B, input, H, W].</param>
    /// <param name="activation">Comes last.</param>
    /// <param name="residual">Added to what was normalised, [B, output, H', W']; null adds nothing.</param>
    T ConvNorm(Conv conv, BatchNorm2d norm, T x, Activation activation = Activation.Relu, T? residual = null);

    /// <summary>Adds.</summary>
    /// <param name="a">Any shape.</param>
    /// <param name="b">The same.</param>
    T Add(T a, T b);

    /// <summary>The largest value of each window.</summary>
    /// <param name="x">[B, channels, H, W].</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="padding">Pixels around the map that are never the largest.</param>
    T MaxPool(T x, int kernel, int stride, int padding);

    /// <summary>The mean of each channel.</summary>
    /// <param name="x">[B, channels, H, W].</param>
    /// <returns>[B, channels], float32.</returns>
    T Mean(T x);

    /// <summary>Means of each channel over a grid of windows of nearly equal size (PyTorch's adaptive average pool), in one row.</summary>
    /// <param name="x">[B, channels, H, W].</param>
    /// <param name="side">Height and width of the grid.</param>
    /// <returns>[B, channels * side * side], float32.</returns>
    T Means(T x, int side);

    /// <summary>A linear layer, then ReLU.</summary>
    /// <param name="linear">The layer.</param>
    /// <param name="x">[B, input], float32.</param>
    /// <returns>[B, output].</returns>
    T LinearRelu(Linear linear, T x);

    /// <summary>Dropout, which does nothing when a network predicts.</summary>
    /// <param name="dropout">The layer.</param>
    /// <param name="x">Any shape.</param>
    T Dropout(Dropout dropout, T x);
}
