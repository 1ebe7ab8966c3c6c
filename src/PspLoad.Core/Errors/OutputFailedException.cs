namespace PspLoad.Core.Errors;

/// <summary>A result was there and could not be written: the disk is full, the file is not writable, or the output is closed.</summary>
/// <param name="output">a file, or standard output</param>
/// <param name="cause">the system's error</param>
public sealed class OutputFailedException(string output, Exception cause)
    : OperationFailedException(
        ExitCode.RunInvalid,
        $"output: {output} cannot be written: {cause.Message}",
        "free the disk or choose another place, and run it again",
        cause
    );
