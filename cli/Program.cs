Console.WriteLine("fragsim");
