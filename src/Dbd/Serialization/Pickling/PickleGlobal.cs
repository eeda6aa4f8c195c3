namespace Dbd.Serialization.Pickling;

/// <summary>A Python name that a pickle may use: what it stands for here.</summary>
/// <param name="Name">Module and name, for messages.</param>
/// <param name="Call">What calling it gives; null if it cannot be called.</param>
/// <param name="IsValue">Whether it may stand where a value should, as <c>torch.float32</c> may.</param>
internal sealed record PickleGlobal(string Name, Func<PyTuple, object?>? Call = null, bool IsValue = false);

/// <summary>What a pickle may refer to outside itself: an explicit list, so that no pickle runs anything.</summary>
internal interface IPickleGlobals
{
    /// <summary>What to do about a pickle that wants more, as a sentence, or nothing.</summary>
    string Advice { get; }

    /// <summary>A name, or null to refuse it.</summary>
    PickleGlobal? Find(string module, string name);

    /// <summary>What a persistent id stands for.</summary>
    object? Persistent(object? id);
}

/// <summary>An object that takes its state after it was made (BUILD).</summary>
internal interface IPickleBuildable
{
    void Build(object? state);
}
