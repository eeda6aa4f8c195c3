using static TorchSharp.torch;
Console.WriteLine(Dbd.Torch.Runtime.NativeRuntime.Load());
Console.WriteLine(ones(3).sum().item<float>());
