namespace DeepDive.Training;

/// <summary>Is told of every step, not of epochs alone.</summary>
internal interface IStepObserver
{
    /// <summary>Called after step <paramref name="step"/>, from 1, while the network has its parameters.</summary>
    void AfterStep(int step);
}
