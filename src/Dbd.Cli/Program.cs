<<<<<<< HEAD
using static TorchSharp.torch;
Console.WriteLine(Dbd.Torch.Runtime.NativeRuntime.Load());
Console.WriteLine(ones(3).sum().item<float>());
=======
namespace Dbd.Cli;

internal static class Program
{
    private static int Main(string[] args) => Application.Run(DbdCommand.Create(), args, Console.Out, Console.Error);
}
>>>>>>> cli
