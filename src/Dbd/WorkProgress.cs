namespace Dbd;

/// <summary>How far a long piece of work is.</summary>
/// <param name="What">What is counted, in the plural: <c>pictures read</c>.</param>
/// <param name="Done">How many are done.</param>
/// <param name="Total">How many there are.</param>
public readonly record struct WorkProgress(string What, int Done, int Total);
