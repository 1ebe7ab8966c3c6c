using System.Reflection;
using NBomber.Contracts;
using PspLoad.Core.Errors;

namespace PspLoad.NBomber.Runner;

/// <summary>
/// Finds reporting sinks in the packages that the user names. A sink needs a constructor without parameters; it reads its settings from the
/// infrastructure configuration.
/// </summary>
internal static class SinkPackages
{
    /// <param name="packages">each has an assembly of its own name</param>
    /// <exception cref="OperationFailedException">A package is not in this build, or has no such sink.</exception>
    public static IReportingSink[] Create(IReadOnlyList<string> packages) => [.. packages.SelectMany(Create)];

    private static List<IReportingSink> Create(string package)
    {
        var sinks = Load(package)
            .GetExportedTypes()
            .Where(type => type.IsClass && !type.IsAbstract && typeof(IReportingSink).IsAssignableFrom(type))
            .Where(type => type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(type => (IReportingSink)Activator.CreateInstance(type)!)
            .ToList();
        return sinks.Count > 0
            ? sinks
            : throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"the package {package} of --nbomber-sink has no reporting sink that is made without parameters",
                "name a package whose sink reads its settings from the file of --nbomber-infra"
            );
    }

    private static Assembly Load(string package)
    {
        try
        {
            return Assembly.Load(new AssemblyName(package));
        }
        catch (Exception missing) when (missing is IOException or BadImageFormatException)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"the package {package} of --nbomber-sink is not in this build",
                "./run.sh run --engine nbomber --nbomber-sink PACKAGE builds with it (docs/nbomber.md)",
                missing
            );
        }
    }
}
