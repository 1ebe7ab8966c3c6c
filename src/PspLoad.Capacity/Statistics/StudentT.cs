namespace PspLoad.Capacity.Statistics;

/// <summary>Quantiles of Student's t distribution.</summary>
public static class StudentT
{
    /// <summary>For 1, 2, … 30 degrees of freedom; NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.</summary>
    private static readonly double[] s_table =
    [
        12.706,
        4.303,
        3.182,
        2.776,
        2.571,
        2.447,
        2.365,
        2.306,
        2.262,
        2.228,
        2.201,
        2.179,
        2.160,
        2.145,
        2.131,
        2.120,
        2.110,
        2.101,
        2.093,
        2.086,
        2.080,
        2.074,
        2.069,
        2.064,
        2.060,
        2.056,
        2.052,
        2.048,
        2.045,
        2.042,
    ];

    /// <summary>The 97.5 % quantile: the factor of a two-sided 95 % interval.</summary>
    /// <param name="degrees">degrees of freedom, at least 1</param>
    public static double Quantile975(int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        // Beyond the table, the expansion about the normal quantile (Abramowitz and Stegun 26.7.5) is exact to three decimals.
        const double Normal = 1.959964;
        return degrees <= s_table.Length ? s_table[degrees - 1] : Normal + (Normal * Normal * Normal + Normal) / (4.0 * degrees);
    }
}
