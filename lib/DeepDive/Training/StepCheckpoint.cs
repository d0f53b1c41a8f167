using DeepDive.Models;

namespace DeepDive.Training;

/// <summary>A network as it was after a step of its training.</summary>
/// <param name="Step">How many steps it was trained for; 0 before training.</param>
/// <param name="Network">A copy.</param>
public sealed record StepCheckpoint(int Step, Network<float> Network);
