using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;

namespace PspLoad.Roles.Ca;

/// <summary>Parameters of <c>ca</c>.</summary>
/// <param name="CertificateDays">validity of a host's certificate from the day it is signed</param>
public sealed record CaParameters(int CertificateDays)
{
    // Certificates are renewed when fewer than 30 days are left, so 60 days leave a month. 397 days are a year and a month, for yearly
    // renewal.
    private const int Shortest = 60;
    private const int Longest = 397;
    private const int Default = 365;

    private static readonly ConfigurationKey s_days = new("certificateDays", "a whole number", $"default {Default}", "90");

    public static RoleParameterFormat<CaParameters> Format { get; } =
        new(CaRole.RoleName, reader => new CaParameters(reader.WholeNumber(s_days, Shortest, Longest) ?? Default), s_days);
}
