using System.CommandLine;
using PspLoad.Core.Errors;

namespace PspLoad.Cli.Options;

/// <summary>Puts the option in front of a refusal of its value.</summary>
internal static class OptionBlame
{
    /// <exception cref="OperationFailedException">the value is refused; the message begins with the option</exception>
    public static T Blame<T>(this Option option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OperationFailedException wrong) when (wrong.ExitCode == ExitCode.InvalidUsage)
        {
            throw Named(option, wrong);
        }
    }

    /// <inheritdoc cref="Blame{T}(Option, Func{T})"/>
    public static void Blame(this Option option, Action check) =>
        option.Blame(() =>
        {
            check();
            return true;
        });

    /// <inheritdoc cref="Blame{T}(Option, Func{T})"/>
    public static async Task<T> BlameAsync<T>(this Option option, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (OperationFailedException wrong) when (wrong.ExitCode == ExitCode.InvalidUsage)
        {
            throw Named(option, wrong);
        }
    }

    private static OperationFailedException Named(Option option, OperationFailedException wrong) =>
        new(wrong.ExitCode, $"{option.Name}: {wrong.Problem}", wrong.Remedy, wrong);
}
