"""How a peer talks to bench/compare, so that ours and theirs can take turns in one run.

The script reads options, prepares, and prints `ready {json}`. For each line `go` on standard input it runs one
repetition and prints `{"seconds": per unit, "check": [numbers], "peak": bytes}`; at the end of input it leaves.
A repetition is `--units` calls (or epochs); only the calls are timed, and short ones are repeated until the cores are
warm. `--data` is a folder of raw little-endian
arrays that the driver has written, so that both sides work on the same numbers and their answers can be compared.
"""
import argparse
import ctypes
import json
import os
import sys
import time

import numpy as np
import torch


def options():
    """A parser with the options that every peer has."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--units", type=int, default=1)
    return parser


def load(folder, name, *shape, dtype="<f4"):
    """An array that the driver wrote, as a tensor."""
    return torch.from_numpy(np.fromfile(os.path.join(folder, name), dtype).reshape(shape))


def set_threads(count):
    """PyTorch's pool and OpenBLAS's are separate in Debian's build: both are set."""
    torch.set_num_threads(count)
    blas = openblas()
    if blas:
        blas.openblas_set_num_threads(ctypes.c_int(count))


def openblas():
    """The OpenBLAS that this process runs on, or None."""
    torch.mm(torch.ones(8, 8), torch.ones(8, 8))
    with open("/proc/self/maps") as maps:
        if "libopenblas" not in maps.read():
            return None
    library = ctypes.CDLL("libopenblas.so.0")
    library.openblas_get_corename.restype = ctypes.c_char_p
    return library


def peak_memory():
    """Most memory that this process has held, in bytes, or None where /proc does not say."""
    try:
        with open("/proc/self/status") as status:
            return next(1024 * int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except FileNotFoundError:
        return None


WARM_UP, LONG_RUN = 0.1, 1.0  # Seconds; as in WarmTiming.cs.
BASE_MEMORY = peak_memory()  # With PyTorch loaded and nothing done.


def about(threads):
    """What the figures were measured with."""
    blas = openblas()
    return {
        "torch": torch.__version__,
        "blas": f"OpenBLAS {blas.openblas_get_corename().decode()}" if blas else "reference BLAS",
        "threads": threads,
        "base": BASE_MEMORY,
    }


def serve(given, run, check, prepare=lambda: None):
    """Runs repetitions on demand: run(prepare()) is timed, check(its result) is not."""
    set_threads(given.threads)
    run(prepare())
    print("ready", json.dumps(about(given.threads)), flush=True)
    for line in sys.stdin:
        if line.strip() != "go":
            continue
        seconds, result = time_warm(prepare, run)
        checked = [float(value) for value in check(result)]
        print(json.dumps({"seconds": seconds / given.units, "check": checked, "peak": peak_memory()}), flush=True)


def time_warm(prepare, run):
    """Seconds and result of the first run that starts on warm cores or takes long: the driver times ours the same way."""
    begin = time.perf_counter()
    while True:
        prepared = prepare()
        start = time.perf_counter()
        result = run(prepared)
        seconds = time.perf_counter() - start
        if start - begin >= WARM_UP or seconds >= LONG_RUN:
            return seconds, result
