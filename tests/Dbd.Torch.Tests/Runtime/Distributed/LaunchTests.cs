using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Distributed;

using Xunit;

namespace Dbd.Torch.Tests.Runtime.Distributed;

public sealed class LaunchTests
{
    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_LOCAL_RANK=1 PMIX_NAMESPACE=x", MpiKind.OpenMpi, 3, 4, 1)]
    [InlineData("PMI_SIZE=2 PMI_RANK=1 MPI_LOCALRANKID=0", MpiKind.Mpich, 1, 2, 0)]
    [InlineData("PMI_SIZE=2 PMI_RANK=1 SLURM_STEP_NUM_TASKS=2 SLURM_PROCID=1 SLURM_LOCALID=1", MpiKind.Mpich, 1, 2, 1)]
    [InlineData("PMIX_NAMESPACE=slurm.1 SLURM_STEP_NUM_TASKS=3 SLURM_PROCID=2 SLURM_LOCALID=0", MpiKind.OpenMpi, 2, 3, 0)]
    [InlineData("SLURM_STEP_NUM_TASKS=3 SLURM_PROCID=2", MpiKind.None, 2, 3, 0)]
    [InlineData("SLURM_NTASKS=8 SLURM_PROCID=0", MpiKind.None, 0, 1, 0)]
    [InlineData("", MpiKind.None, 0, 1, 0)]
    public void The_environment_tells_who_started_what(string environment, MpiKind engine, int rank, int size, int localRank)
    {
        Dictionary<string, string> variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        Launch launch = Launch.Of(variables.GetValueOrDefault);
        Assert.Equal((engine, rank, size, localRank), (launch.Engine, launch.Rank, launch.Size, launch.LocalRank));
        Assert.Equal((size > 1, rank == 0), (launch.IsTogether, launch.Speaks));
    }

    [Fact]
    public void One_process_is_alone_and_loads_nothing() => Assert.Same(Alone.Instance, Launch.Of(_ => null).Join());
}
