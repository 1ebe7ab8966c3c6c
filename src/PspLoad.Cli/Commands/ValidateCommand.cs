using System.CommandLine;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;

namespace PspLoad.Cli.Commands;

/// <summary><c>validate FILE…</c>: every error of every file, one line each.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "environment files", Arity = ArgumentArity.OneOrMore };
        var command = new Command("validate", "check environment files, all errors at once") { files };
        command.SetAction(parsed => (int)Validate(parsed.GetRequiredValue(files)));
        return command;
    }

    private static ExitCode Validate(string[] files)
    {
        var outcome = ExitCode.Passed;
        foreach (var file in files)
        {
            var result = EnvironmentReader.Read(file);
            foreach (var error in result.Errors)
                Report.Line(error);
            if (result.Value is { } environment)
                Console.WriteLine($"{file}: valid, {environment.Hosts.Count} hosts{(environment.Lab is null ? "" : ", lab")}");
            else
                outcome = ExitCode.InvalidUsage;
        }
        return outcome;
    }
}
