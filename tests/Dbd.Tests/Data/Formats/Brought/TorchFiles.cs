using Dbd.Serialization.Torch;
using Dbd.Testing;

namespace Dbd.Tests.Data.Formats.Brought;

/// <summary>Files as <c>torch.save</c> writes them.</summary>
internal static class TorchFiles
{
    public static void Torch(this TempFolder folder, string name, object? root)
    {
        using MemoryStream stream = new();
        TorchFile.WriteAny(stream, root);
        folder.Write(name, stream.ToArray());
    }
}
