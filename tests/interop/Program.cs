using Dbd;
using Dbd.Interop;
using Dbd.Serialization.Torch;

// The C# side of check.py and forms.py: reads and writes checkpoints and data sets as it is told.
try
{
    switch (args)
    {
        case ["describe", string file]:
            foreach (string line in Description.Of(TorchFile.Read(file)))
                Console.WriteLine(line);
            return 0;
        case ["names", string file]:
            foreach ((string name, _) in StateDict.Tensors(TorchFile.Read(file).Get<Dbd.Serialization.Pickling.PyDict>(StateDict.ModelKey)))
                Console.WriteLine(name);
            return 0;
        case ["copy", string source, string target]:
            TorchFile.Write(target, TorchFile.Read(source));
            return 0;
        case ["make", "sgd" or "adam" or "weights", string target]:
            TorchFile.Write(target, MadeCheckpoint.With(args[1]));
            return 0;
        case ["safetensors", string source, string target]:
            SafeTensorsFile.Write(
                target,
                StateDict.Tensors(TorchFile.Read(source).Get<Dbd.Serialization.Pickling.PyDict>(StateDict.ModelKey)),
                new Dictionary<string, string> { ["format"] = "pt" });
            return 0;
        case ["safetensors-names", string file]:
            foreach (object name in SafeTensorsFile.Read(file).Tensors.Keys)
                Console.WriteLine(name);
            return 0;
        case ["pictures", string folder]:
            foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
                Console.WriteLine($"{Path.GetFileName(file)} {Description.OfPicture(file)}");
            return 0;
        case ["read", string data, string target]:
            MadeData.Unpack(data, target);
            return 0;
        case ["write", string form, string data, string target]:
            MadeData.Write(form, data, target);
            return 0;
        default:
            await Console.Error.WriteLineAsync(
                "usage: describe FILE | names FILE | copy FILE FILE | make sgd|adam|weights FILE | safetensors FILE FILE | "
                    + "safetensors-names FILE | pictures FOLDER | read DATA DIR | write FORM DATA DIR");
            return 2;
    }
}
catch (DbdException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return e.ExitCode;
}
