using System.Buffers.Binary;
using System.Numerics;

using Tensorboard;

using Xunit;

namespace Dbd.Torch.Tests.Reports;

/// <summary>Reads TensorBoard's event files: TFRecords of a length, its checksum, an <see cref="Event"/> and its checksum.</summary>
internal static class EventFile
{
    public static IReadOnlyList<Event> Read(string path)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        List<Event> events = [];
        while (rest.Length > 0)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(rest));
            Assert.Equal(Checksum(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            ReadOnlySpan<byte> data = rest.Slice(12, length);
            Assert.Equal(Checksum(data), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            events.Add(Event.Parser.ParseFrom(data.ToArray()));
            rest = rest[(16 + length)..];
        }
        return events;
    }

    // CRC-32C, masked as TensorFlow's records are, so that the checksum of data with checksums in it says something.
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
            crc = BitOperations.Crc32C(crc, b);
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8u;
    }
}
