namespace DeepDive.Training;

/// <summary>What training minimises.</summary>
public enum Loss
{
    /// <summary>Softmax cross-entropy, see <see cref="Training.CrossEntropy"/>.</summary>
    CrossEntropy,

    /// <summary>Squared loss: mean over rows of ½ ‖z − onehot(y)‖², z the logits.</summary>
    Squared,

    /// <summary>Squared loss against the row's own inputs, which makes an autoencoder: mean over rows of ½ ‖z − x‖², z the outputs.</summary>
    Reconstruction,
}
