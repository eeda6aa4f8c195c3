namespace Dbd.Faults.Scenarios;

/// <summary>Something that goes wrong while a subject is at work.</summary>
internal interface IScenario
{
    /// <summary>Its name in the table.</summary>
    string Name { get; }

    /// <summary>Lets it go wrong.</summary>
    /// <param name="bench">Where.</param>
    /// <param name="verdict">Takes what is seen.</param>
    void Run(Bench bench, Verdict verdict);
}
