namespace DeepDive.Numerics;

/// <summary>A symmetric matrix known by its products alone.</summary>
public interface ISymmetricOperator
{
    /// <summary>Rows and columns of the matrix, n.</summary>
    int Size { get; }

    /// <summary>A·v.</summary>
    /// <param name="vector">v, [n], not changed.</param>
    /// <returns>[n], memory of its own.</returns>
    double[] Multiply(double[] vector);
}
