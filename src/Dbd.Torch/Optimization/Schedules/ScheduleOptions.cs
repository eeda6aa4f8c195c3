namespace Dbd.Torch.Optimization.Schedules;

/// <summary>Options of a schedule, and how to make it from them.</summary>
public abstract record ScheduleOptions
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="baseRate">The optimizer's <c>lr</c>.</param>
    public abstract LearningRate Create(double baseRate);

    /// <summary>What PyTorch's scheduler of this name keeps in its state dict, beside what all keep.</summary>
    public abstract IReadOnlyDictionary<string, object?> Hyperparameters { get; }

    /// <summary>The same for a run of another length; schedules that don't say how long they are stay as they are.</summary>
    /// <param name="epochs">At least 1.</param>
    public virtual ScheduleOptions ForEpochs(int epochs) => this;
}
