using System.Text.Json;

using Dbd.Serialization;
using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Native;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages;

/// <summary>What the first process finds out and tells all: what depends on its clock, or on files that only it writes.</summary>
internal static class Announcement
{
    /// <summary>Waits for what the first process says.</summary>
    /// <typeparam name="T">Something that JSON can hold whole.</typeparam>
    /// <param name="group">The processes.</param>
    /// <param name="find">Called by the first one only. What it throws ends that process, and so all.</param>
    /// <returns>The same in each.</returns>
    public static T Of<T>(IProcessGroup group, Func<T> find)
    {
        if (group.Size == 1)
            return find();
        NativeRuntime.Load();
        if (group.Rank > 0)
            return JsonSerializer.Deserialize<T>(Heard(group), CheckedJson.Format)!;
        T found = find();
        Say(group, JsonSerializer.SerializeToUtf8Bytes(found, CheckedJson.Format));
        return found;
    }

    private static void Say(IProcessGroup group, byte[] text)
    {
        using Tensor length = tensor((long)text.Length);
        group.Broadcast(length);
        using Tensor said = tensor(text);
        group.Broadcast(said);
    }

    private static byte[] Heard(IProcessGroup group)
    {
        using Tensor length = tensor(0L);
        group.Broadcast(length);
        using Tensor said = zeros(length.item<long>(), ScalarType.Byte);
        group.Broadcast(said);
        return said.data<byte>().ToArray();
    }
}
