namespace Dbd.Data.Formats.Cifar;

/// <summary>The records of one CIFAR file, as they lie in it; they last as long as the memory that the file was read into.</summary>
/// <param name="Data">Records one after the other: what precedes the pixels, then 1024 red, 1024 green, 1024 blue bytes.</param>
/// <param name="Header">Bytes before each record's pixels.</param>
/// <param name="Labels">One a record.</param>
internal sealed record CifarRecords(ReadOnlyMemory<byte> Data, int Header, int[] Labels)
{
    public int Count => Labels.Length;

    /// <summary>Where in the data a picture's planes lie.</summary>
    public int Place(int index) => index * (Header + CifarLayout.Shape.Bytes) + Header;

    /// <summary>A picture's planes.</summary>
    public ReadOnlySpan<byte> Planes(int index) => Data.Span.Slice(Place(index), CifarLayout.Shape.Bytes);
}
