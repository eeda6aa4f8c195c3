using Dbd.Testing;
using Dbd.Torch.Losses;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Losses;

public sealed class LossGoldenTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "nt_xent", MemberType = typeof(Golden))]
    public void One_sided_contrastive_loss(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        Tensor features = golden.Tensor().requires_grad_();
        Tensor loss = NtXent.OneSided(features, golden.Number("temperature")).mean();
        loss.backward();
        golden.Check("loss", loss);
        golden.Check("grad", features.grad!);
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "symmetric_cross_entropy", MemberType = typeof(Golden))]
    public void Symmetric_cross_entropy(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        Tensor logits = golden.Tensor("logits").requires_grad_();
        Tensor losses = SymmetricCrossEntropy.PerSample(logits, golden.Tensor("labels"), golden.Number("alpha"), golden.Number("beta"));
        bool mean = golden.Params.GetProperty("reduction").GetString() == "mean";
        (mean ? losses.mean() : losses.sum()).backward();
        golden.Check("loss", mean ? losses.mean() : losses);
        golden.Check("grad", logits.grad!);
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "mixmatch_loss", MemberType = typeof(Golden))]
    public void MixMatch_loss(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        Tensor x = golden.Tensor("x").requires_grad_();
        Tensor u = golden.Tensor("u").requires_grad_();
        MixMatchLossOptions options = new() { LambdaU = golden.Number("lambda_u"), RampupLength = golden.Number("rampup_length") };
        Tensor labeled = MixMatchLoss.Labeled(x, golden.Tensor("tx")).mean();
        Tensor unlabeled = MixMatchLoss.Unlabeled(u, golden.Tensor("tu")).mean();
        double weight = MixMatchLoss.Weight(golden.Number("epoch"), options);
        Tensor loss = labeled + weight * unlabeled;
        loss.backward();
        golden.Check("lx", labeled);
        golden.Check("lu", unlabeled);
        golden.Check("lambda", tensor(weight));
        golden.Check("loss", loss);
        golden.Check("grad_x", x.grad!);
        golden.Check("grad_u", u.grad ?? zeros_like(u));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "sharpen", MemberType = typeof(Golden))]
    public void Guessed_labels(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        Tensor average = GuessedLabels.Average(golden.Tensor("a"), golden.Tensor("b"));
        golden.Check("p", average);
        golden.Check("target", GuessedLabels.Sharpen(average, golden.Number("T")));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "mixmatch_interleave", MemberType = typeof(Golden))]
    public void Interleaving(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        Assert.Equal(GoldenArray.Read(golden.Output()).As<long>(), Interleave.Indices((int)golden.Number("n")));
    }
}
