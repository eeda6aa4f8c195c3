using Dbd.Suspicion;

namespace Dbd.Torch.Inspection;

/// <summary>What was found of an attack before a report is made.</summary>
/// <param name="Kind">In one word.</param>
/// <param name="Headline">In a line: the report's heading.</param>
/// <param name="Sentences">In plain sentences.</param>
public sealed record RunVerdict(Verdict Kind, string Headline, IReadOnlyList<string> Sentences);
