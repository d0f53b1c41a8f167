using DeepDive.Cli;

return await CommandLine.RunAsync(args);
