namespace Dbd.Configuration;

/// <summary>A node and the path of keys that leads to it.</summary>
/// <param name="Node">The value.</param>
/// <param name="Path">Its keys, joined by dots; empty for the whole file.</param>
internal readonly record struct ConfigPlace(ConfigNode Node, string Path)
{
    public ConfigLocation Location => new(Node.File, Node.Line, Path);

    public ConfigPlace Child(string key, ConfigNode value) => new(value, Join(Path, key));

    public ConfigPlace Item(int index, ConfigNode value) => new(value, $"{Path}[{index}]");

    /// <summary>What lies at a path below this; null if it is not there.</summary>
    public ConfigPlace? Find(string keyPath)
    {
        ConfigPlace place = this;
        foreach (string key in Split(keyPath))
        {
            if ((place.Node as MappingNode)?[key] is not { } value)
                return null;
            place = place.Child(key, value);
        }
        return place;
    }

    /// <summary>Where a path below this is, or would be: a key that is not there has the line of the nearest one above it.</summary>
    public ConfigLocation Locate(string keyPath)
    {
        ConfigNode nearest = Node;
        foreach (string key in Split(keyPath))
        {
            if ((nearest as MappingNode)?[key] is not { } value)
                break;
            nearest = value;
        }
        return new ConfigLocation(nearest.File, nearest.Line, Join(Path, keyPath));
    }

    public ConfigException Error(string problem, string advice = "") => new(Location, problem, advice);

    /// <summary>Runs code that knows only its own keys, and tells the full place of what it throws.</summary>
    public T Locating<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (ConfigException e) when (e.Location.File is null)
        {
            throw new ConfigException(Locate(e.Location.Key), e.Problem, e.Advice, e);
        }
    }

    public static string Join(string path, string key) => (path, key) switch
    {
        ("", _) => key,
        (_, "") => path,
        _ => $"{path}.{key}",
    };

    public static string[] Split(string keyPath) => keyPath.Length == 0 ? [] : keyPath.Split('.');
}
