using System.Globalization;

using Dbd.Configuration;

namespace Dbd.Torch.Runtime.Distributed;

/// <summary>What started this process, as its environment tells: mpirun, mpiexec, srun, or none of them.</summary>
/// <param name="Starter">Its name, for messages; empty where nothing started several processes.</param>
/// <param name="Engine">How the processes speak.</param>
/// <param name="Rank">Which of them this is, from 0.</param>
/// <param name="Size">How many there are.</param>
/// <param name="LocalRank">Which of those on this host, from 0.</param>
public sealed record Launch(string Starter, MpiKind Engine, int Rank, int Size, int LocalRank)
{
    /// <summary>How this process was started.</summary>
    public static Launch Current { get; } = Of(Environment.GetEnvironmentVariable);

    /// <summary>Whether a launcher started more than this process.</summary>
    public bool IsTogether => Size > 1;

    /// <summary>Whether what this process prints is for a person: the first of those that work together.</summary>
    public bool Speaks => Rank == 0;

    /// <summary>Reads the variables that launchers set.</summary>
    /// <param name="variable">The value of an environment variable; null where there is none.</param>
    public static Launch Of(Func<string, string?> variable)
    {
        if (Number("OMPI_COMM_WORLD_SIZE") is { } open)
            return new("mpirun (Open MPI)", MpiKind.OpenMpi, First("OMPI_COMM_WORLD_RANK"), open, First("OMPI_COMM_WORLD_LOCAL_RANK"));
        if (Number("PMI_SIZE") is { } mpich)
            return new("mpiexec (MPICH)", MpiKind.Mpich, First("PMI_RANK"), mpich, First("MPI_LOCALRANKID", "SLURM_LOCALID"));
        if (Number("SLURM_STEP_NUM_TASKS") is not { } tasks)
            return new("", MpiKind.None, 0, 1, 0);
        MpiKind engine = variable("PMIX_NAMESPACE") is null ? MpiKind.None : MpiKind.OpenMpi;
        return new("srun", engine, First("SLURM_PROCID"), tasks, First("SLURM_LOCALID"));

        int First(params string[] names) => names.Select(Number).FirstOrDefault(n => n is not null) ?? 0;

        int? Number(string name) =>
            int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
    }

    /// <summary>Joins the processes that were started together; nothing of MPI is loaded for one that is alone.</summary>
    /// <returns>To be disposed in all of them, when all is done.</returns>
    /// <exception cref="ConfigException">The processes cannot speak with each other.</exception>
    /// <exception cref="DbdException">MPI cannot be loaded, or is another one than the launcher's.</exception>
    public IProcessGroup Join()
    {
        if (!IsTogether)
            return Alone.Instance;
        if (Engine == MpiKind.None)
        {
            throw new ConfigException(
                "", $"{Starter} started {Size} processes that cannot speak with each other: each would do the whole run.",
                "Start them by srun --mpi=pmix (Open MPI) or srun --mpi=pmi2 (MPICH), or one process alone.");
        }
        return MpiProcessGroup.Join(MpiLibrary.Load(Engine), this);
    }
}
