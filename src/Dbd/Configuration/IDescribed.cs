namespace Dbd.Configuration;

/// <summary>Options that say in a few words what tells them from others of their kind.</summary>
internal interface IDescribed
{
    /// <summary>E.g. <c>width 16</c>.</summary>
    string Description { get; }
}
