namespace Dbd.Torch.Defenses;

/// <summary>How far a defense is.</summary>
/// <param name="Part"><c>calibration</c>, <c>witness</c>, <c>simclr</c>, <c>mixmatch_finetune</c>, <c>evidence</c>, <c>train</c>,
/// <c>report</c>.</param>
/// <param name="Done">The share of the whole that is done, by time, in [0, 1].</param>
/// <param name="Left">What the whole will still take; null before that is known.</param>
public sealed record DefenseProgress(string Part, double Done, TimeSpan? Left);
