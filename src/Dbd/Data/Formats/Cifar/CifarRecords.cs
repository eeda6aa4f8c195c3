namespace Dbd.Data.Formats.Cifar;

/// <summary>The records of one CIFAR file, as they lie in it; they last as long as the memory that the file was read into.</summary>
/// <param name="Data">Records one after the other: what precedes the pixels, then 1024 red, 1024 green, 1024 blue bytes.</param>
/// <param name="Header">Bytes before each record's pixels.</param>
/// <param name="Labels">One a record.</param>
internal sealed record CifarRecords(ReadOnlyMemory<byte> Data, int Header, int[] Labels)
{
    public int Count => Labels.Length;

    /// <summary>Writes the pictures as height-width-channel.</summary>
    public void CopyInterleaved(Span<byte> target)
    {
        int planes = CifarLayout.Shape.Bytes;
        ReadOnlySpan<byte> data = Data.Span;
        for (int i = 0; i < Count; i++)
            CifarPlanes.Interleave(data.Slice(i * (Header + planes) + Header, planes), target.Slice(i * planes, planes));
    }
}
