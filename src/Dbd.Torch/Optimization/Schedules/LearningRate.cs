namespace Dbd.Torch.Optimization.Schedules;

/// <summary>The learning rate as a function of the time in training: it has no state, so resuming needs none.</summary>
/// <param name="epoch">Epochs behind us: 0 at the first step, 1.5 in the middle of the second epoch.</param>
/// <returns>The rate in use then. The schedules of the reference change it between epochs only.</returns>
public delegate double LearningRate(double epoch);
