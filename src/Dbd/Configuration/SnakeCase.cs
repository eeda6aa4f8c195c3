using System.Text;

namespace Dbd.Configuration;

/// <summary>Names in files: <c>NumClasses</c> is <c>num_classes</c>, <c>Resnet18Cifar</c> is <c>resnet18_cifar</c>.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        StringBuilder snake = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }
}
