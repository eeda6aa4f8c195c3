namespace Dbd.Torch.Runtime.Distributed;

/// <summary>The implementations of MPI that are known, by their binary interface.</summary>
public enum MpiKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>Open MPI 4 and 5: what stands for a type or an operation is the address of a variable of the library.</summary>
    OpenMpi,

    /// <summary>MPICH 3 and 4, and what shares its binary interface (Intel MPI, MVAPICH): such things are numbers.</summary>
    Mpich,
}

/// <summary>What the functions of an implementation are given.</summary>
/// <param name="World">All processes.</param>
/// <param name="Byte">The type of bytes.</param>
/// <param name="Float">The type of float32.</param>
/// <param name="Double">The type of float64.</param>
/// <param name="Sum">Addition.</param>
/// <param name="InPlace">Stands for the send buffer where the receive buffer is both.</param>
internal readonly record struct MpiAbi(nint World, nint Byte, nint Float, nint Double, nint Sum, nint InPlace)
{
    /// <summary>MPICH's, from its <c>mpi.h</c>.</summary>
    public static MpiAbi Mpich { get; } = new(0x44000000, 0x4c00010d, 0x4c00040a, 0x4c00080b, 0x58000003, -1);

    /// <summary>Open MPI's.</summary>
    /// <param name="variable">The address of a variable of the library.</param>
    public static MpiAbi OpenMpi(Func<string, nint> variable) => new(
        variable("ompi_mpi_comm_world"), variable("ompi_mpi_byte"), variable("ompi_mpi_float"), variable("ompi_mpi_double"),
        variable("ompi_mpi_op_sum"), 1);
}
