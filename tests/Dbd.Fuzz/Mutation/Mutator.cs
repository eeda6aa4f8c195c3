using Dbd.Randomness;

namespace Dbd.Fuzz.Mutation;

/// <summary>Damages a file.</summary>
/// <param name="content">The file; not changed.</param>
/// <param name="other">Another one, parts of which may be taken.</param>
/// <param name="rng">What is done.</param>
internal delegate byte[] Mutator(byte[] content, byte[] other, ref Rng rng);
