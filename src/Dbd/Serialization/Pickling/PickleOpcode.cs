namespace Dbd.Serialization.Pickling;

/// <summary>The instructions of pickle protocols 0 to 5 that stand for data.</summary>
/// <remarks>Python's Lib/pickletools.py. Those that make objects of arbitrary classes (INST, OBJ, NEWOBJ_EX, EXT) are left out
/// on purpose, and so are sets, and buffers outside of the pickle.</remarks>
internal enum PickleOpcode : byte
{
    Mark = (byte)'(',
    Stop = (byte)'.',
    Pop = (byte)'0',
    PopMark = (byte)'1',
    Dup = (byte)'2',

    None = (byte)'N',
    NewTrue = 0x88,
    NewFalse = 0x89,
    Int = (byte)'I',
    BinInt = (byte)'J',
    BinInt1 = (byte)'K',
    BinInt2 = (byte)'M',
    Long = (byte)'L',
    Long1 = 0x8A,
    Long4 = 0x8B,
    Float = (byte)'F',
    BinFloat = (byte)'G',

    String = (byte)'S',
    BinString = (byte)'T',
    ShortBinString = (byte)'U',
    BinBytes = (byte)'B',
    ShortBinBytes = (byte)'C',
    BinBytes8 = 0x8E,
    ByteArray8 = 0x96,
    Unicode = (byte)'V',
    BinUnicode = (byte)'X',
    ShortBinUnicode = 0x8C,
    BinUnicode8 = 0x8D,

    EmptyList = (byte)']',
    List = (byte)'l',
    Append = (byte)'a',
    Appends = (byte)'e',
    EmptyDict = (byte)'}',
    Dict = (byte)'d',
    SetItem = (byte)'s',
    SetItems = (byte)'u',
    EmptyTuple = (byte)')',
    Tuple = (byte)'t',
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,

    Put = (byte)'p',
    BinPut = (byte)'q',
    LongBinPut = (byte)'r',
    Get = (byte)'g',
    BinGet = (byte)'h',
    LongBinGet = (byte)'j',
    Memoize = 0x94,

    Proto = 0x80,
    Frame = 0x95,
    Global = (byte)'c',
    StackGlobal = 0x93,
    Reduce = (byte)'R',
    NewObject = 0x81,
    Build = (byte)'b',
    BinPersId = (byte)'Q',
}
