namespace Dbd;

/// <summary>A failure whose message is written for the person at the keyboard: what is wrong, where, and what to do.
/// The command line prints it without a stack trace.</summary>
public class DbdException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One paragraph: what, where, what to do.</param>
    /// <param name="inner">What caused it, if anything; shown under <c>--verbose</c>.</param>
    public DbdException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>What went wrong where .NET says only that the first use of a type failed; any other exception itself.</summary>
    /// <param name="exception">What was thrown.</param>
    public static Exception CauseOf(Exception exception)
    {
        while (exception is TypeInitializationException { InnerException: { } cause })
            exception = cause;
        return exception;
    }

    /// <summary>The exit code it means: 1, a failed run; 2, wrong usage or configuration.</summary>
    public virtual int ExitCode => 1;
}
