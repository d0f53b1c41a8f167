namespace DeepDive.Models;

/// <summary>How weights and biases are drawn; fan-in is the number of a layer's inputs.</summary>
public enum Initialisation
{
    /// <summary>Weights and biases uniform on ±1/√fan-in, as PyTorch's <c>nn.Linear</c> draws them.</summary>
    PyTorch,

    /// <summary>Weights normal with variance 2/fan-in, biases zero (He et al. 2015, eq. 10; derived for ReLU).</summary>
    He,
}
