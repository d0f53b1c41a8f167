"""Writes npy.json: small .npy and .npz files by NumPy, in base64, with what they hold; and files that must be refused.

Run: python3 npy.py (numpy).
"""
import base64
import io
import json
import pathlib
import zipfile

import numpy as np
from numpy.lib import format as npy

TYPES = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]


def sample(kind, shape):
    """Zero, both ends of the type's range, small numbers."""
    size = int(np.prod(shape))
    if kind == "b1":
        return (np.arange(size) % 3 == 1).reshape(shape)
    dtype = np.dtype(kind)
    info = np.finfo(dtype) if dtype.kind == "f" else np.iinfo(dtype)
    ends = [0, info.min, info.max] + ([info.tiny, -0.5, 1 / 3] if dtype.kind == "f" else [1, 2, 100])
    return np.array((ends * size)[:size], dtype=np.float64 if dtype.kind == "f" else object).astype(dtype).reshape(shape)


def text(data):
    return base64.b64encode(data).decode()


def save(array, version=None):
    stream = io.BytesIO()
    npy.write_array(stream, array, version=version)
    return stream.getvalue()


def case(name, array, version=None):
    array = np.asanyarray(array)
    return {"name": name, "file": text(save(array, version)), "type": array.dtype.str[1:], "shape": list(array.shape),
            "values": [float(value) for value in array.ravel(order="C")]}


def arrays():
    for kind in TYPES:
        for order in "<>":
            for layout in "CF":
                array = np.array(sample(kind, (2, 3)).astype(np.dtype(kind).newbyteorder(order)), order=layout)
                yield case(f"{order}{kind} {layout}", array)
    cube = np.arange(2 * 3 * 4 * 2, dtype="<i2").reshape(2, 3, 4, 2)
    yield case("four dimensions C", cube)
    yield case("four dimensions F", np.asfortranarray(cube))
    yield case("vector", np.arange(5, dtype="<f4"))
    yield case("scalar", np.float64(2.5))
    yield case("no rows", np.zeros((0, 3), dtype="<f4"))
    yield case("no columns", np.zeros((3, 0), dtype="<f4"))
    for major in (1, 2, 3):
        yield case(f"version {major}", np.arange(6, dtype=">u2").reshape(3, 2), (major, 0))


def archive(name, contents, compressed, zip64=False):
    stream, limit = io.BytesIO(), zipfile.ZIP64_LIMIT
    try:
        zipfile.ZIP64_LIMIT = 10 if zip64 else limit  # so that sizes and offsets stand in zip64 fields
        (np.savez_compressed if compressed else np.savez)(stream, **contents)
    finally:
        zipfile.ZIP64_LIMIT = limit
    if zip64:
        assert b"PK\x06\x06" in stream.getvalue()
    return {"name": name, "file": text(stream.getvalue()),
            "arrays": {key: [float(value) for value in array.ravel()] for key, array in contents.items()}}


def archives():
    contents = {"images": np.arange(24, dtype="u1").reshape(2, 3, 4), "latents": np.asfortranarray(np.arange(6.0).reshape(3, 2)), "a b/ü": np.arange(3, dtype=">i8")}
    yield archive("stored", contents, False)
    yield archive("deflated", contents, True)
    yield archive("zip64 stored", contents, False, True)
    yield archive("zip64 deflated", contents, True, True)


def with_header(header, data=b"", version=1):
    size = len(header).to_bytes(2 if version == 1 else 4, "little")
    return b"\x93NUMPY" + bytes([version, 0]) + size + header + data


def refused():
    def pickled(array):
        stream = io.BytesIO()
        np.save(stream, array, allow_pickle=True)
        return stream.getvalue()

    good = save(np.arange(6, dtype="<f4"))
    yield "pickled", pickled(np.array([{"a": 1}, None], dtype=object)), "pickled Python objects"
    yield "records", save(np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")])), "records"
    yield "complex", save(np.zeros(2, dtype="<c8")), "'<c8'"
    yield "text", save(np.array(["ab"])), "'<U2'"
    yield "time", save(np.zeros(1, dtype="<M8[s]")), "'<M8[s]'"
    yield "wrong magic", b"\x94" + good[1:], "93 'NUMPY'"
    yield "version 4", good[:6] + b"\x04" + good[7:], "but is 4.0"
    yield "trailing bytes", good + b"\0", "but has"
    yield "oversized header", with_header(b" " * 10, version=2)[:8] + (1 << 31).to_bytes(4, "little"), "at most 10000 bytes, but claims 2147483648"
    yield "huge array", with_header(b"{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000), }\n"), "at most 4294967296 bytes"
    yield "huge dimension", with_header(b"{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }\n"), "at most 2147483647"
    yield "huge row", with_header(b"{'descr': '<f8', 'fortran_order': False, 'shape': (0, 2000000000, 2000000000), }\n"), "a row must have at most"
    yield "negative dimension", with_header(b"{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }\n"), "a dimension"
    yield "no shape", with_header(b"{'descr': '<f8', 'fortran_order': False, }\n"), "must name"
    yield "another key", with_header(b"{'descr': '<f8', 'fortran_order': False, 'shape': (), 'x': 1}\n"), "another key"
    yield "a call", with_header(b"{'descr': exit(), 'fortran_order': False, 'shape': ()}\n"), "a quoted name"
    yield "no dictionary", with_header(b"[1, 2]\n"), "'{'"


json.dump(
    {"arrays": list(arrays()), "archives": list(archives()),
     "refused": [{"name": name, "file": text(data), "reason": reason} for name, data, reason in refused()]},
    (pathlib.Path(__file__).parent / "npy.json").open("w"), indent=0)
