using static TorchSharp.torch;

namespace Dbd.Torch.Training;

/// <summary>A moving average of what a network has learned, kept in a second network of the same kind: it changes slowly, and
/// judges better than the weights of any single step. Parameters and BatchNorm statistics are averaged alike.</summary>
/// <remarks>Tarvainen and Valpola, "Mean teachers are better role models", NeurIPS 2017; MixMatch (Berthelot et al. 2019) tests with
/// such weights too.</remarks>
/// <param name="network">What learns.</param>
/// <param name="averaged">Gets the average; whoever made it disposes it.</param>
/// <param name="decay">The share of the average that is kept at each step, in [0, 1).</param>
public sealed class WeightAverage(nn.Module network, nn.Module averaged, double decay)
{
    private readonly (Tensor Learned, Tensor Average)[] _pairs =
        [.. network.state_dict().Zip(averaged.state_dict(), (learned, average) => (learned.Value, average.Value))];

    /// <summary>The network of averaged weights.</summary>
    public nn.Module Network => averaged;

    /// <summary>Begins anew: the average is what the network is now.</summary>
    public void Restart() => Copy(network, averaged);

    /// <summary>Gives a network what another of the same kind has learned.</summary>
    internal static void Copy(nn.Module from, nn.Module to)
    {
        using IDisposable _ = no_grad();
        foreach ((Tensor learned, Tensor copy) in from.state_dict().Values.Zip(to.state_dict().Values))
            copy.copy_(learned);
    }

    /// <summary>Takes in what the last step changed. Counts (of batches seen) are copied.</summary>
    public void Follow()
    {
        using IDisposable _ = no_grad();
        foreach ((Tensor learned, Tensor average) in _pairs)
        {
            if (average.is_floating_point())
                average.mul_(decay).add_(learned, alpha: 1 - decay);
            else
                average.copy_(learned);
        }
    }
}
