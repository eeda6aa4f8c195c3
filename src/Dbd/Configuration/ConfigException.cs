using System.Text;

namespace Dbd.Configuration;

/// <summary>A wrong configuration: the file, line and key where it is wrong, the problem, and what to do.</summary>
public sealed class ConfigException : DbdException
{
    /// <summary>Makes the exception for a place that is known.</summary>
    /// <param name="location">File, line and key; any part may be unknown.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="advice">What to do, as a sentence; empty if the problem says it.</param>
    /// <param name="inner">What caused it, if anything.</param>
    public ConfigException(ConfigLocation location, string problem, string advice = "", Exception? inner = null)
        : base(Compose(location, problem, advice), inner)
    {
        Location = location;
        Problem = problem;
        Advice = advice;
    }

    /// <summary>Makes the exception where only the option's own key is known, as in the constructor of an attack;
    /// <see cref="Choice{T}.Create"/> adds file, line and full key.</summary>
    /// <param name="key">The key within the options, e.g. <c>trigger_path</c>.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="advice">What to do, as a sentence.</param>
    /// <param name="inner">What caused it, if anything.</param>
    public ConfigException(string key, string problem, string advice = "", Exception? inner = null)
        : this(new ConfigLocation(null, 0, key), problem, advice, inner)
    {
    }

    /// <summary>Where.</summary>
    public ConfigLocation Location { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>What to do.</summary>
    public string Advice { get; }

    /// <inheritdoc/>
    public override int ExitCode => 2;

    private static string Compose(ConfigLocation location, string problem, string advice)
    {
        StringBuilder text = new();
        string place = location.ToString();
        if (place.Length > 0)
            text.Append(place).Append(": ");
        text.Append(problem);
        if (advice.Length > 0)
            text.Append(' ').Append(advice);
        // One paragraph, whatever a file or another library puts into a key or a message.
        return text.ToString().ReplaceLineEndings(" ");
    }
}
