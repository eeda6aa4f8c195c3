using Dbd.RoomPicture;

// Draws the rooms of the house from the code. From the repository's root:
//   dotnet run --project tools/RoomPicture

string root = args is [string given] ? given : Directory.GetCurrentDirectory();
House house = House.Of(root);
foreach (string room in house.Rooms)
    Console.WriteLine($"        [\"{room}\"] = [{string.Join(", ", house.Uses[room].Select(u => $"\"{u}\""))}],");
File.WriteAllText(Path.Combine(root, "docs", "rooms.svg"), Picture.Of(house));
