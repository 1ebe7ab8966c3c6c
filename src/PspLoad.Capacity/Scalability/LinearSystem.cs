namespace PspLoad.Capacity.Scalability;

/// <summary>Solves a small system of linear equations.</summary>
internal static class LinearSystem
{
    private const double Singular = 1e-12;

    /// <summary>Gaussian elimination with pivoting. Overwrites both arguments.</summary>
    /// <returns>null if there is no unique solution</returns>
    public static double[]? Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var column = 0; column < size; column++)
        {
            var pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(matrix[row, column]));
            if (Math.Abs(matrix[pivot, column]) < Singular)
                return null;
            for (var k = 0; k < size; k++)
                (matrix[column, k], matrix[pivot, k]) = (matrix[pivot, k], matrix[column, k]);
            (right[column], right[pivot]) = (right[pivot], right[column]);
            for (var row = column + 1; row < size; row++)
            {
                var factor = matrix[row, column] / matrix[column, column];
                right[row] -= factor * right[column];
                for (var k = column; k < size; k++)
                    matrix[row, k] -= factor * matrix[column, k];
            }
        }
        for (var row = size - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < size; k++)
                right[row] -= matrix[row, k] * right[k];
            right[row] /= matrix[row, row];
        }
        return right;
    }
}
