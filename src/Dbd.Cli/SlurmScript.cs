using System.ComponentModel;
using System.Diagnostics;

using Dbd.Torch.Tables;

namespace Dbd.Cli;

/// <summary>A script for Slurm's <c>sbatch</c> that makes a table by an array of jobs, a cell each. All need one file system.</summary>
internal static class SlurmScript
{
    /// <summary>The script. A job that is ended, by its time or for a more important one, goes on when it is started again.</summary>
    /// <param name="plan">The table.</param>
    /// <param name="program">The command that starts this program, in words.</param>
    /// <param name="line">The words behind it that make the whole table.</param>
    /// <param name="folder">Where relative paths begin.</param>
    public static string Of(TablePlan plan, IEnumerable<string> program, IEnumerable<string> line, string folder)
    {
        int cells = plan.Cells.Count;
        return $"""
            #!/bin/bash
            #SBATCH --job-name=dbd-{plan.Name}
            #SBATCH --array=1-{cells}
            #SBATCH --ntasks=1
            #SBATCH --requeue
            #SBATCH --open-mode=append
            #SBATCH --signal=TERM@120
            # Two minutes before its time a job is asked to stop after its step. Add what your cluster wants: partition, time, memory,
            # --cpus-per-task, and %N behind the array to run at most N jobs at once.
            cd {ResumeLine.Quoted(folder)} || exit 1
            srun {string.Join(' ', program.Concat(line).Select(ResumeLine.Quoted))} --shard "$SLURM_ARRAY_TASK_ID/{cells}"

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Gives a script to <c>sbatch</c>, which puts it into the queue. What it wants beside stands in variables of its own, as
    /// <c>SBATCH_PARTITION</c>.</summary>
    /// <param name="script">The script.</param>
    /// <param name="output">Is told what sbatch says: the job's number.</param>
    /// <returns>sbatch's exit code, after it has told what is wrong.</returns>
    /// <exception cref="DbdException">There is no sbatch.</exception>
    public static int Submit(string script, TextWriter output)
    {
        ProcessStartInfo start = new("sbatch") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        try
        {
            using Process sbatch = Process.Start(start)!;
            sbatch.StandardInput.Write(script);
            sbatch.StandardInput.Close();
            output.Write(sbatch.StandardOutput.ReadToEnd());
            sbatch.WaitForExit();
            return sbatch.ExitCode == 0 ? ExitCode.Ok : ExitCode.Failed;
        }
        catch (Win32Exception e)
        {
            throw new DbdException(
                $"sbatch cannot be started: {e.Message}. Give --submit where Slurm is, or --slurm, and the script to Slurm yourself.", e);
        }
    }
}
