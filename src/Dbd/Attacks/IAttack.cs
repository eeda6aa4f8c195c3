using Dbd.Imaging;

namespace Dbd.Attacks;

/// <summary>A backdoor attack's trigger: what the attacker does to a picture. Which pictures, and what label they get,
/// is <c>Dbd.Poisoning</c>'s.</summary>
public interface IAttack
{
    /// <summary>Puts the trigger on one picture, in place.</summary>
    /// <param name="image">uint8 <c>[height, width, 3]</c>, RGB, row-major.</param>
    /// <param name="shape">The picture's size.</param>
    /// <exception cref="Configuration.ConfigException">The trigger does not fit a picture of this size.</exception>
    void Stamp(Span<byte> image, ImageShape shape);
}
