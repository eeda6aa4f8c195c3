using Dbd.Configuration;
using Dbd.Torch.Runtime.Native;

using static TorchSharp.torch;

namespace Dbd.Torch.Runtime;

/// <summary>Where a run computes.</summary>
internal static class Devices
{
    /// <summary>The device that <c>--gpu</c> asks for, or the CPU where there is none.</summary>
    /// <param name="gpu"><c>cpu</c>, or the number of a CUDA device; <c>0</c> is the default.</param>
    /// <param name="note">Told once if the CPU has to stand in.</param>
    /// <exception cref="ConfigException">It is no device, or several: a run trains on one.</exception>
    public static Device Select(string gpu, Action<string> note)
    {
        NativeRuntime.Load();
        if (gpu.Equals("cpu", StringComparison.OrdinalIgnoreCase))
            return CPU;
        if (gpu.Contains(','))
            throw new ConfigException("--gpu", $"'{gpu}' names several GPUs; a run trains on one.", "Choose one, e.g. --gpu 0.");
        if (!int.TryParse(gpu, out int index) || index < 0)
            throw new ConfigException("--gpu", $"'{gpu}' is neither a GPU's number nor 'cpu'.", "Use e.g. --gpu 0 or --gpu cpu.");
        if (!cuda_is_available())
        {
            note("No CUDA device here: training on the CPU (--gpu cpu asks for it).");
            return CPU;
        }
        int count = cuda.device_count();
        return index < count
            ? device(TorchSharp.DeviceType.CUDA, index)
            : throw new ConfigException(
                "--gpu", $"there is no GPU {index}; this machine has {count}.", $"Use a number from 0 to {count - 1}.");
    }
}
