using System.Collections.Immutable;

using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Attacks;

/// <summary>A backdoor attack: what the attacker does to a picture, and to which pictures and labels.</summary>
public interface IAttack
{
    /// <summary>Which samples are stamped, and with which labels. Where an attack does not say: some of all classes but the target, with
    /// the target's label.</summary>
    IPoisonPolicy Policy => AllToOne.Policy;

    /// <summary>Puts the trigger on one picture, in place. Loader threads call it whenever the picture is wanted: the result must be a
    /// function of the arguments, and what takes long must be kept.</summary>
    /// <param name="image">uint8 <c>[height, width, 3]</c>, RGB, row-major.</param>
    /// <param name="shape">The picture's size.</param>
    /// <param name="context">Which sample it is of, and its random numbers.</param>
    /// <exception cref="Configuration.ConfigException">The trigger does not fit a picture of this size.</exception>
    void Stamp(Span<byte> image, ImageShape shape, in StampContext context);

    /// <summary>What the attack has drawn at random for the whole run, by names that no other attack uses: a run keeps each as
    /// <c>NAME.npy</c> beside its poison index, so that another program can use exactly this poison. Where an attack does not say:
    /// nothing.</summary>
    /// <param name="plan">Of the training set.</param>
    /// <param name="shape">The pictures' size.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="Configuration.ConfigException">What an option gives in place of a draw does not fit.</exception>
    IReadOnlyDictionary<string, TensorData> Kept(PoisonPlan plan, ImageShape shape, long seed) =>
        ImmutableDictionary<string, TensorData>.Empty;
}
