using DeepDive.Cli;

// Not by returning, which would wait for threads that a cell has started and left.
Environment.Exit(await CommandLine.RunAsync(args));
