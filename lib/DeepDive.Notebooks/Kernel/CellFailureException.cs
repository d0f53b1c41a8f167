using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Carries a cell's error from where it was found to the runner.</summary>
internal sealed class CellFailureException(CellError error) : Exception(error.Message)
{
    public CellError Error { get; } = error;
}
