Console.WriteLine("dbd");
