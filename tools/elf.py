"""What a shared library asks of its system, read from the ELF file itself."""
import struct

SHT_DYNAMIC, SHT_VERNEED = 6, 0x6FFFFFFE  # section types
DT_NEEDED = 1


def requirements(path):
    """(names of the libraries needed, {(library, version name)} of the symbols needed) of a 64-bit little-endian ELF file.

    `{("libc.so.6", "GLIBC_2.34"), ...}`; layouts as in the ELF specification and the LSB's symbol versioning chapter.
    """
    data = path.read_bytes()
    if data[:6] != b"\x7fELF\x02\x01":
        raise ValueError(f"{path} is no 64-bit little-endian ELF file")
    (table,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, table + i * size) for i in range(count)]
    needed, versions = [], set()
    for _, kind, _, _, offset, length, link, entries, _, _ in sections:
        if kind not in (SHT_DYNAMIC, SHT_VERNEED):
            continue
        strings = sections[link][4]
        if kind == SHT_DYNAMIC:
            pairs = struct.iter_unpack("<qQ", data[offset : offset + length])
            needed = [_text(data, strings + value) for tag, value in pairs if tag == DT_NEEDED]
        else:
            versions = set(_versions(data, offset, entries, strings))
    return needed, versions


def _versions(data, offset, entries, strings):
    """The pairs of a SHT_GNU_verneed section: a chain of libraries, each with a chain of version names."""
    for _ in range(entries):
        _, names, file, auxiliary, following = struct.unpack_from("<HHIII", data, offset)
        at = offset + auxiliary
        for _ in range(names):
            _, _, _, name, step = struct.unpack_from("<IHHII", data, at)
            yield _text(data, strings + file), _text(data, strings + name)
            at += step
        offset += following


def _text(data, at):
    return data[at : data.index(b"\0", at)].decode()
