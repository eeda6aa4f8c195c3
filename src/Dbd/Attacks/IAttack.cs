using Dbd.Imaging;

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
}
