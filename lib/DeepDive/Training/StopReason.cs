namespace DeepDive.Training;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>The validation loss stopped falling (<see cref="EarlyStopping"/>).</summary>
    EarlyStopping,

    /// <summary>The training error reached <see cref="TrainingOptions.StopAtTrainError"/>.</summary>
    TrainError,

    /// <summary>The training loss is no longer finite: the learning rate is too large.</summary>
    Diverged,
}
