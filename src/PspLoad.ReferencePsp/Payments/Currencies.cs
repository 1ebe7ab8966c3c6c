using System.Collections.Frozen;

namespace PspLoad.ReferencePsp.Payments;

/// <summary>ISO 4217:2015 list one (January 2024): the active currencies of states, with their number of decimals.</summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, byte> s_exponents = Read(
        (
            2,
            "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY "
                + "COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS "
                + "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR "
                + "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
                + "SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWL"
        ),
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND")
    );

    public static bool Contains(string currency) => s_exponents.ContainsKey(currency);

    /// <summary>Number of decimals: 2 for EUR, 0 for JPY, 3 for KWD.</summary>
    public static int Exponent(string currency) => s_exponents[currency];

    private static FrozenDictionary<string, byte> Read(params (byte Exponent, string Codes)[] groups) =>
        groups.SelectMany(group => group.Codes.Split(' ').Select(code => KeyValuePair.Create(code, group.Exponent))).ToFrozenDictionary(StringComparer.Ordinal);
}
