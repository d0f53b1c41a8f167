using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Analysis;

/// <summary>C·K·C with C = I − 1·1ᵀ/n, from products with K.</summary>
internal sealed class CentredOperator(ISymmetricOperator kernel) : ISymmetricOperator
{
    public int Size => kernel.Size;

    public double[] Multiply(double[] vector) => Centre(kernel.Multiply(Centre(vector)));

    private static double[] Centre(double[] vector)
    {
        var centred = new double[vector.Length];
        TensorPrimitives.Subtract(vector, TensorPrimitives.Average<double>(vector), centred);
        return centred;
    }
}
