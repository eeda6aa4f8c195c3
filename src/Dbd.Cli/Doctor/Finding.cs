namespace Dbd.Cli.Doctor;

/// <summary>How much a finding matters.</summary>
internal enum Severity
{
    /// <summary>Nothing to do.</summary>
    Fine,

    /// <summary>Training works, but not as well as it could.</summary>
    Note,

    /// <summary>Training cannot work.</summary>
    Problem,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">What.</param>
/// <param name="Found">What it is like.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Advice">What to do; empty where all is well.</param>
internal sealed record Finding(string Subject, string Found, Severity Severity = Severity.Fine, string Advice = "");
