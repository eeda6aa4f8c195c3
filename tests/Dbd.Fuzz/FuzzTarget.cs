using Dbd.Fuzz.Mutation;

namespace Dbd.Fuzz;

/// <summary>A reader of files from outside.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ending">How the names of its files end.</param>
/// <param name="Seeds">Files that it reads, as they are before <see cref="Wrap"/>.</param>
/// <param name="Read">Reads a file; may throw a <see cref="DbdException"/>, and nothing else.</param>
internal sealed record FuzzTarget(string Name, string Ending, IReadOnlyList<byte[]> Seeds, Action<string> Read)
{
    /// <summary>How its files are damaged.</summary>
    public Mutator Mutator { get; init; } = ByteMutation.Apply;

    /// <summary>What is done to the damaged bytes, so that not every damage is found by a checksum or within a container.</summary>
    public Func<byte[], byte[]> Wrap { get; init; } = bytes => bytes;

    /// <summary>What it may allocate beside 64 times the file's length: readers of pictures, by what the header says.</summary>
    public long MostAllocated { get; init; } = 64 << 20;
}
