using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Training;

/// <summary>Squared loss of a block of rows against their own inputs, ½ ‖z − x‖² each. Legend: n rows, d inputs and outputs.</summary>
internal static unsafe class ReconstructionBlock
{
    /// <summary>Adds up losses of rows; there are no errors.</summary>
    /// <param name="outputs">First row of z, [n, d].</param>
    /// <param name="width">d.</param>
    /// <param name="inputs">First row of x, [n, d].</param>
    /// <param name="rows">n.</param>
    public static ScoreSum Measure(Operand<float> outputs, int width, Operand<float> inputs, int rows)
    {
        var loss = 0.0;
        for (var i = 0; i < rows; i++)
        {
            double distance = TensorPrimitives.Distance<float>(Row(outputs, i, width), Row(inputs, i, width));
            loss += distance * distance / 2;
        }

        return new ScoreSum(loss, 0, rows);
    }

    /// <summary>(z − x + λz) · share, in place of the outputs z.</summary>
    /// <param name="outputs">First row of z, [n, d], overwritten.</param>
    /// <param name="width">d.</param>
    /// <param name="inputs">First row of x, [n, d].</param>
    /// <param name="rows">n.</param>
    /// <param name="share">Weight of a row in the loss.</param>
    /// <param name="decoupling">λ of the penalty λ/2 ‖z‖².</param>
    public static void WriteDelta(Operand<float> outputs, int width, Operand<float> inputs, int rows, float share, float decoupling)
    {
        for (var i = 0; i < rows; i++)
        {
            var row = Row(outputs, i, width);
            TensorPrimitives.Multiply(row, 1 + decoupling, row);
            TensorPrimitives.Subtract(row, Row(inputs, i, width), row);
            TensorPrimitives.Multiply(row, share, row);
        }
    }

    private static Span<float> Row(Operand<float> matrix, int row, int width) => new(matrix.Start + row * matrix.Stride, width);
}
