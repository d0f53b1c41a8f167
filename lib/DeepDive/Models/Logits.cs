using System.Numerics;
using System.Numerics.Tensors;
using DeepDive.Numerics;

namespace DeepDive.Models;

/// <summary>What a classifier's logits say, [n, k].</summary>
internal static class Logits
{
    /// <summary>The class with the largest logit of each row, [n]; the first of equals.</summary>
    public static int[] Classes<T>(Matrix<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var classes = new int[logits.Rows];
        for (var i = 0; i < classes.Length; i++) classes[i] = TensorPrimitives.IndexOfMax<T>(logits.Row(i));
        return classes;
    }

    /// <summary>Share of rows whose predicted class is their label; as many of both.</summary>
    public static double Accuracy(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels)
    {
        var hits = 0;
        for (var i = 0; i < predicted.Length; i++) hits += predicted[i] == labels[i] ? 1 : 0;
        return (double)hits / predicted.Length;
    }

    /// <summary>exp(z_c − max z) / Σ exp(z − max z) of each row; overwrites the logits and returns them.</summary>
    public static Matrix<T> Softmax<T>(Matrix<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < logits.Rows; i++)
        {
            var row = logits.Row(i);
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<T>(row), row);
            TensorPrimitives.Exp<T>(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<T>(row), row);
        }

        return logits;
    }
}
