namespace Dbd.Torch.Defenses.Budgeting;

/// <summary>How much a calibration trains: the more, the better it foretells.</summary>
/// <param name="Samples">Training samples at most; a recipe of large batches takes more.</param>
/// <param name="Iterations">Of MixMatch, in an epoch.</param>
internal readonly record struct CalibrationSize(int Samples, int Iterations);
