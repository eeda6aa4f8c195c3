using System.Text;

using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Testing;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

/// <summary>What a person reads when something is wrong: one paragraph of what, where, and what to do.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TinyRuns _runs = new();
    private readonly StringBuilder _text = new();

    [Fact]
    public void Every_mistake_is_told_in_a_paragraph_with_its_place()
    {
        Configuration();
        Data();
        Folders();
        Approved.Text("BadInput", _text.ToString());
    }

    [Fact]
    public void Every_mistake_about_an_earlier_run_is_told_in_a_paragraph()
    {
        Fails("pretrain run missing", "mixmatch_finetune");
        _runs.Run("simclr", "loader.batch_size=40", "aug.primary={}");
        Halves();
        EarlierRuns();
        Tests();
        Checkpoints();
        Approved.Text("BadEarlierRun", _text.ToString());
    }

    public void Dispose() => _runs.Dispose();

    private void Configuration()
    {
        Fails("poison ratio 0", "supervise", "backdoor.poison_ratio=0");
        Fails("poison ratio 1", "supervise", "backdoor.poison_ratio=1");
        Fails("target label out of range", "supervise", "backdoor.target_label=10");
        Fails("target label negative", "supervise", "backdoor.target_label=-1");
        Fails("num_classes of the network disagrees", "supervise", "network.resnet18_cifar.num_classes=9");
        Fails("num_classes of the data disagrees", "supervise", "num_classes=9", "network.resnet18_cifar={width: 2}");
        Fails("fewer samples than a batch", "supervise", "loader.batch_size=81");
        Fails("fewer samples than a batch of views", "simclr", "loader.batch_size=81");
        Fails("a random step before the trigger", "supervise", "transform.pre={random_horizontal_flip: {p: 0.5}}");
        Fails("more training images than there are", "supervise", "train_images=81");
        Fails("a standard deviation of 0", "supervise", "transform.train.remaining.normalize.std=[0, 0.2, 0.2]");
        Fails("views larger than the pictures", "simclr", "aug.primary={random_crop: {size: 64, padding: 4}}");
        Fails("a size beyond all pictures", "supervise", "transform.pre={resize: {size: 40000}}");
        Fails("a blur without end", "simclr", "aug.primary={gaussian_blur: {p: 1, sigma: [0.1, 1.e+10]}}");
        Fails("several GPUs", "supervise", _runs.Request("supervise") with { Gpu = "0,1" });
        Fails("no device", "supervise", _runs.Request("supervise") with { Gpu = "first" });
        Fails("no interval", "simclr", "min_interval=0");
    }

    private void Data()
    {
        Fails("missing trigger", "supervise", $"backdoor.badnets.trigger_path={_runs.File("none.png")}");
        Fails("trigger that is no picture", "supervise", $"backdoor.badnets.trigger_path={_runs.Config("supervise")}");
        Fails("trigger of another size", "supervise", $"backdoor.badnets.trigger_path={SmallPicture()}");
        Fails("missing data", "supervise", $"dataset_dir={_runs.File("nowhere")}");
        Fails("folder without data", "supervise", $"dataset_dir={_runs.File("config")}");
    }

    private void Folders()
    {
        Fails("file in place of saved_dir", "supervise", $"saved_dir={_runs.Config("supervise")}");
        Fails("file in place of storage_dir", "supervise", $"storage_dir={_runs.Config("supervise")}");
        Fails("no such configuration", "supervise", _runs.Request("supervise") with { ConfigPath = _runs.File("none.yaml") });
        Fails("no such checkpoint", "supervise", _runs.Request("supervise") with { Resume = "epoch7.pt" });
    }

    private void Halves()
    {
        Fails("epsilon so small that no sample is credible", "mixmatch_finetune", "semi.epsilon=0.01");
        Fails("epsilon so small that the credible samples fill no batch", "mixmatch_finetune", "semi.epsilon=0.09");
        Fails("epsilon so large that the others fill no batch", "mixmatch_finetune", "semi.epsilon=0.95");
        Fails("semi batch larger than a half", "mixmatch_finetune", "semi.loader.batch_size=41");
        Fails("epsilon that ends too high", "mixmatch_finetune", "semi.epsilon_end=0.95");
        Fails("labels balanced until too few are left", "mixmatch_finetune", "semi.epsilon=0.12", "semi.balance=label");
    }

    private void EarlierRuns()
    {
        Fails("pretrained network of another width", "mixmatch_finetune", "network.resnet18_cifar.width=3");
        Fails("pretrain checkpoint that is not there", "mixmatch_finetune", "pretrain_checkpoint=epoch9.pt");
        Fails("pretrain configuration that is not there", "mixmatch_finetune", "pretrain_config_path=none.yaml");
        Fails("pretrain configuration of another stage", "mixmatch_finetune", $"pretrain_config_path={_runs.Config("supervise")}");
        Fails("clean samples after poisoned ones", "mixmatch_finetune", "backdoor.poison_training=False");
        Fails("another seed in the same folder", "simclr", "seed.seed=101");
        Fails("witness that is not there", "mixmatch_finetune", "semi.witness=none.pt");
        Fails("witness of another stage", "mixmatch_finetune", $"semi.witness={_runs.Latest("simclr")}");
        Fails("another width in the same folder", "simclr", "network.resnet18_cifar.width=3");
        Fails("another optimizer in the same folder", "simclr", "optimizer={Adam: {lr: 0.1}}");
        Fails("no such checkpoint of a run that has some", "simclr", _runs.Request("simclr") with { Resume = "epoch7.pt" });
    }

    private void Tests()
    {
        FailsTest("test of a SimCLR run", "simclr", ckptDir: null);
        FailsTest("test of a run that is not there", "supervise", ckptDir: null);
        FailsTest("test of a SimCLR run's checkpoint", "supervise", _runs.Storage("simclr", "checkpoint"));
    }

    private void Checkpoints()
    {
        byte[] index = File.ReadAllBytes(_runs.Saved("simclr", "poison_idx.npy"));
        PoisonIndex.None(80).Save(_runs.Saved("simclr", "poison_idx.npy"));
        Fails("pretrained on clean samples", "mixmatch_finetune", _runs.Request("mixmatch_finetune") with { Resume = "False" });
        PoisonIndex.Draw(seed: 7, 0.2, 3, [.. Enumerable.Range(0, 80).Select(i => i % 10)]).Save(_runs.Saved("simclr", "poison_idx.npy"));
        Fails("pretrained on other poisoned samples", "mixmatch_finetune", _runs.Request("mixmatch_finetune") with { Resume = "False" });
        File.WriteAllBytes(_runs.Saved("simclr", "poison_idx.npy"), index);
        PyDict content = TorchFile.Read(_runs.Latest("simclr"));
        content["dbd"] = new PyDict { ["poison_hash"] = "000000000000" };
        TorchFile.Write(_runs.Latest("simclr"), content);
        Fails("checkpoint of other poisoned samples", "simclr");
        File.WriteAllBytes(_runs.Latest("simclr"), File.ReadAllBytes(_runs.Storage("simclr", "checkpoint", "epoch3.pt"))[..5000]);
        Fails("checkpoint cut short", "simclr");
        PoisonIndex.None(7).Save(_runs.Saved("simclr", "poison_idx.npy"));
        Fails("poison index of other data", "simclr");
    }

    private void Fails(string what, string stage, params string[] overrides) => Fails(what, stage, _runs.Request(stage, overrides));

    private void Fails(string what, string stage, StageRequest request) => Fails(what, () => TinyRuns.Run(stage, request));

    private void FailsTest(string what, string stage, string? ckptDir) => Fails(what, () => ModelTest.Run(
        new TestRequest { ConfigPath = _runs.Config(stage), Overrides = _runs.Request(stage).Overrides, CkptDir = ckptDir, Gpu = "cpu" },
        _ => { },
        CancellationToken.None));

    private void Fails(string what, Action action)
    {
        Exception? e = Record.Exception(action);
        Assert.True(e is DbdException, $"{what}: {e}");
        Assert.DoesNotContain('\n', e.Message);
        _text.Append($"{what}\n  {((DbdException)e).ExitCode} {e.Message.Replace(_runs.Root, "TMP")}\n");
    }

    private string SmallPicture()
    {
        string path = _runs.File("small.png");
        PictureFile.WritePng(path, new byte[8 * 8 * 3], new ImageShape(8, 8));
        return path;
    }
}
