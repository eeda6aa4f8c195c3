using Dbd.Serialization.Pickling;
using Dbd.Torch.Optimization.Schedules;

namespace Dbd.Torch.Checkpoints;

/// <summary>What PyTorch's scheduler would hold. Ours is a function of the epoch, so it is written and never read.</summary>
internal static class ScheduleState
{
    /// <summary>The state after <paramref name="epoch"/> epochs.</summary>
    public static PyDict Of(ScheduleOptions schedule, double baseRate, int epoch)
    {
        PyDict state = new();
        foreach ((string key, object? value) in schedule.Hyperparameters)
            state[key] = value is IReadOnlyList<int> milestones ? Counter(milestones) : value;
        state["base_lrs"] = new PyList(baseRate);
        state["last_epoch"] = epoch;
        state["_step_count"] = epoch + 1;
        state["_last_lr"] = new PyList(schedule.Create(baseRate)(epoch));
        return state;
    }

    private static PyDict Counter(IReadOnlyList<int> milestones)
    {
        PyDict counter = new(PyDictKind.Counter);
        foreach (IGrouping<int, int> milestone in milestones.GroupBy(m => m))
            counter[milestone.Key] = milestone.Count();
        return counter;
    }
}
