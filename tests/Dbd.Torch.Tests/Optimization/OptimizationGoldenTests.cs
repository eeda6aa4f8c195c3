using Dbd.Testing;
using Dbd.Torch.Optimization;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Optimization;

public sealed class OptimizationGoldenTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "sgd", MemberType = typeof(Golden))]
    public void Sgd(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        CheckSteps(golden, new SgdOptions
        {
            Lr = golden.Number("lr"),
            Momentum = golden.Number("momentum"),
            WeightDecay = golden.Number("weight_decay"),
        });
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "adam", MemberType = typeof(Golden))]
    public void Adam(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        CheckSteps(golden, new AdamOptions
        {
            Lr = golden.Number("lr"),
            Betas = [.. golden.Params.GetProperty("betas").EnumerateArray().Select(b => b.GetDouble())],
            Eps = golden.Number("eps"),
            WeightDecay = golden.Number("weight_decay"),
        });
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "lr_multistep", MemberType = typeof(Golden))]
    public void Multi_step_schedule(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        CheckSchedule(golden, new MultiStepOptions { Milestones = golden.Whole("milestones"), Gamma = golden.Number("gamma") });
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "lr_cosine", MemberType = typeof(Golden))]
    public void Cosine_schedule(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        CheckSchedule(golden, new CosineAnnealingOptions { TMax = (int)golden.Number("T_max"), EtaMin = golden.Number("eta_min") });
    }

    private static void CheckSchedule(GoldenCase golden, ScheduleOptions options)
    {
        LearningRate rate = options.Create(golden.Number("lr"));
        golden.Check(
            GoldenArray.Read(golden.Output()).ToDoubles(),
            [.. Enumerable.Range(0, (int)golden.Number("epochs")).Select(epoch => rate(epoch))]);
    }

    private static void CheckSteps(GoldenCase golden, OptimizerOptions options)
    {
        using OneParameter network = new(golden.Tensor("param"));
        using Optimizer optimizer = options.Create(ParameterGroup.Of(network));
        Tensor gradients = golden.Tensor("grads");
        List<double> after = [];
        for (int step = 0; step < gradients.shape[0]; step++)
        {
            network.Parameter.grad = gradients[step].clone();
            optimizer.Step(options.Lr);
            after.AddRange(network.Parameter.Doubles());
        }
        golden.Check(GoldenArray.Read(golden.Output()).ToDoubles(), [.. after]);
    }
}
