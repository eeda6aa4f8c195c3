using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;

namespace Dbd.Interop;

/// <summary>A checkpoint that no PyTorch has touched: ResNet-18 of width 8, whose element i of tensor t is t + i / 1024.</summary>
internal static class MadeCheckpoint
{
    private const int Width = 8;

    public static PyDict With(string optimizer)
    {
        List<KeyValuePair<string, TensorData>> tensors = [];
        List<long[]> parameters = [];
        foreach ((string name, long[] shape, bool trained) in Network())
        {
            bool counter = name.EndsWith("num_batches_tracked", StringComparison.Ordinal);
            tensors.Add(new(name, counter ? TensorData.From<long>([tensors.Count]) : Ramp(tensors.Count, shape)));
            if (trained)
                parameters.Add(shape);
        }
        if (optimizer == "weights")
            return new PyDict { [StateDict.ModelKey] = StateDict.From(tensors) };
        return new PyDict
        {
            ["epoch"] = 3,
            ["result"] = new PyDict { ["clean_test"] = new PyDict { ["loss"] = 1.25, ["acc"] = 0.5 } },
            [StateDict.ModelKey] = StateDict.From(tensors),
            ["optimizer_state_dict"] = Optimizer(optimizer, parameters),
            ["scheduler_state_dict"] = Scheduler(),
            ["best_acc"] = 0.5,
            ["best_epoch"] = 3,
        };
    }

    private static TensorData Ramp(int start, long[] shape)
    {
        float[] values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (int i = 0; i < values.Length; i++)
            values[i] = start + i / 1024f;
        return TensorData.From<float>(values, shape);
    }

    private static PyDict Optimizer(string name, List<long[]> parameters)
    {
        PyDict state = [];
        for (int i = 0; i < parameters.Count; i++)
        {
            state[i] = name == "sgd"
                ? new PyDict { ["momentum_buffer"] = Ramp(i, parameters[i]) }
                : new PyDict
                {
                    ["step"] = TensorData.From<float>([5]),
                    ["exp_avg"] = Ramp(i, parameters[i]),
                    ["exp_avg_sq"] = Ramp(i, parameters[i]),
                };
        }
        PyDict group = name == "sgd"
            ? new() { ["lr"] = 0.1, ["momentum"] = 0.9, ["dampening"] = 0, ["weight_decay"] = 5e-4, ["nesterov"] = false }
            : new() { ["lr"] = 0.002, ["betas"] = new PyTuple(0.9, 0.999), ["eps"] = 1e-8, ["weight_decay"] = 0, ["amsgrad"] = false };
        foreach (string key in (string[])["maximize", "foreach", "differentiable", "capturable", "fused"])
            group[key] = key is "foreach" or "fused" ? null : false;
        group["initial_lr"] = group["lr"];
        group["params"] = new PyList(Enumerable.Range(0, parameters.Count).Select(i => (object?)i));
        return new PyDict { ["state"] = state, ["param_groups"] = new PyList(group) };
    }

    private static PyDict Scheduler() => new()
    {
        // A plain dict, not a Counter, which PyTorch 1.13 does not load with weights_only=True.
        ["milestones"] = new PyDict { [100] = 1, [150] = 1 },
        ["gamma"] = 0.1,
        ["base_lrs"] = new PyList(0.1),
        ["last_epoch"] = 3,
        ["_step_count"] = 4,
        ["_last_lr"] = new PyList(0.1),
    };

    private static IEnumerable<(string Name, long[] Shape, bool Trained)> Network()
    {
        int channels = Width;
        List<(string, long[], bool)> all = [("backbone.conv1.weight", [channels, 3, 3, 3], true), .. Norm("backbone.bn1", channels)];
        for (int layer = 1; layer <= 4; layer++)
        {
            int wide = Width << (layer - 1);
            for (int block = 0; block < 2; block++)
            {
                string at = $"backbone.layer{layer}.{block}";
                all.AddRange([($"{at}.conv1.weight", [wide, channels, 3, 3], true), .. Norm($"{at}.bn1", wide)]);
                all.AddRange([($"{at}.conv2.weight", [wide, wide, 3, 3], true), .. Norm($"{at}.bn2", wide)]);
                if (channels != wide)
                    all.AddRange([($"{at}.shortcut.0.weight", [wide, channels, 1, 1], true), .. Norm($"{at}.shortcut.1", wide)]);
                channels = wide;
            }
        }
        return [.. all, ("linear.weight", [10, channels], true), ("linear.bias", [10], true)];
    }

    private static IEnumerable<(string, long[], bool)> Norm(string at, int channels) =>
    [
        ($"{at}.weight", [channels], true),
        ($"{at}.bias", [channels], true),
        ($"{at}.running_mean", [channels], false),
        ($"{at}.running_var", [channels], false),
        ($"{at}.num_batches_tracked", [], false),
    ];
}
