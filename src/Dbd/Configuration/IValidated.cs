namespace Dbd.Configuration;

/// <summary>A record that checks its keys against each other once they are bound.</summary>
internal interface IValidated
{
    /// <summary>Checks; the binder adds file, line and full key to what it throws.</summary>
    /// <exception cref="ConfigException">The keys contradict each other; its key is that of the record.</exception>
    void Validate();
}
