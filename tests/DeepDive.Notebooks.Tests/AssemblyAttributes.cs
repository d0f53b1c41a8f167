// A run changes the process's working folder and console, so runs must not overlap.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
