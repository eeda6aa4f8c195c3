namespace Dbd.Torch.Defense;

/// <summary>A part of a defense and how long it should take.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seconds">How long.</param>
internal sealed record TimelinePart(string Name, double Seconds);

/// <summary>Foretells how long a defense will still take: parts that are to come as planned, and the one in work at the pace it has shown.</summary>
/// <param name="parts">All parts, in order.</param>
internal sealed class Timeline(IReadOnlyList<TimelinePart> parts)
{
    // Before that the first steps, which are slow, would count too much.
    private const double ShownEnough = 0.02;

    /// <summary>What the parts take that are not done yet.</summary>
    /// <param name="done">The names of the others.</param>
    public double SecondsBeside(IEnumerable<string> done) => parts.ExceptBy(done, p => p.Name).Sum(p => p.Seconds);

    /// <summary>How far the whole is.</summary>
    /// <param name="part">The part in work.</param>
    /// <param name="begun">The share of it that was done before this process took it up, in [0, 1].</param>
    /// <param name="done">The share of it that is done, in [0, 1].</param>
    /// <param name="seconds">Time since this process took it up.</param>
    public DefenseProgress At(string part, double begun, double done, double seconds)
    {
        int now = parts.Index().Where(p => p.Item.Name == part).Select(p => p.Index).FirstOrDefault(-1);
        if (now < 0)
            return new DefenseProgress(part, 0, null);
        double planned = parts[now].Seconds;
        double pace = done - begun > ShownEnough ? seconds / (done - begun) : planned;
        double before = parts.Take(now).Sum(p => p.Seconds) + planned * done;
        double left = pace * (1 - done) + parts.Skip(now + 1).Sum(p => p.Seconds);
        return new DefenseProgress(part, before + left > 0 ? before / (before + left) : 0, Duration.OfSeconds(left));
    }
}
