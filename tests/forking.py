"""The onrecord command without its start: each time a process of its own, forked from one that has imported it.

To import the command takes longer than most of what tests ask of it. `quick` keeps one process that has done that,
and nothing else. What it gives as the command is a small program: it hands its arguments, environment, folder and
streams to a fork of that process, which does what the installed command does, and ends as that ends. Signals do not
reach the fork, and all forks hash alike: what is about either is for `INSTALLED`.
"""

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import select
import shlex
import socket
import subprocess
import sys
import tempfile
import types
from functools import cache
from pathlib import Path

import onrecord

ROOT = Path(__file__).parents[1]
INSTALLED = Path(sys.executable).with_name("onrecord")
"""The command as it is installed, start and all."""
_BESIDES = ("alembic.command", "numpy", "selectolax.lexbor", "tokenizers")
"""What commands import when they need it. Not onnxruntime: it starts a thread, and no thread outlives a fork.

numpy's own are kept from starting by what is set for the process; no fork is given that."""
_STEPS = "onrecord.record.migrations"
"""Only alembic imports those."""
_CLIENT = """import json, os, socket
import sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect(os.path.join(os.path.dirname(__file__), "socket"))
    asked = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(server, [len(asked).to_bytes(8, "big")], [0, 1, 2])
    server.sendall(asked)
    for number in (0, 1, 2):  # the fork alone has them now, so that a pipe ends where it ends
        os.close(number)
    status = server.recv(1)
os._exit(status[0] if status else 70)
"""


@cache
def quick() -> Path:
    """Return a program called ``onrecord``, in a folder of its own. It goes when this process ends."""
    folder = tempfile.TemporaryDirectory(prefix="onrecord-forks-")
    address = Path(folder.name) / "socket"
    command = Path(folder.name) / "onrecord"
    client = Path(folder.name) / "client.py"
    client.write_text(_CLIENT)
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -ISE {shlex.quote(str(client))} "$@"\n')
    command.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forking", str(address)],
        cwd=ROOT,
        env=os.environ | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(folder.cleanup)
    atexit.register(process.communicate)  # its input ends, and so does it
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n", "it does not start"
    return command


def _serve(address: str) -> list[str] | None:
    """Fork for whoever asks; return the arguments in the fork, and in the first process None when its input ends."""
    parts = (found.name for found in pkgutil.walk_packages(onrecord.__path__, "onrecord."))
    for name in (*_BESIDES, *(part for part in parts if not part.startswith(("onrecord.web", _STEPS)))):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # else each fork has a copy of all that was imported when it looks for garbage
    threads = Path("/proc/self/task")
    assert not threads.exists() or len(list(threads.iterdir())) == 1, "a thread does not outlive a fork"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([listening, 0], [], [], 1)
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            if 0 in ready:
                return None
            if listening in ready:
                connection, _ = listening.accept()
                with connection:
                    if os.fork() == 0:
                        listening.close()
                        return _take(connection)


def _take(connection: socket.socket) -> list[str]:
    """Become the command that is asked for; a process between this one and the first tells how it ends."""
    size, streams, _, _ = socket.recv_fds(connection, 8, 3)
    asked = b""
    while len(asked) < int.from_bytes(size, "big"):
        asked += connection.recv(1 << 20)
    if one := os.fork():
        for number in streams:
            os.close(number)
        _, how = os.waitpid(one, 0)
        connection.sendall(bytes([os.waitstatus_to_exitcode(how) % 256]))
        os._exit(0)
    connection.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    arguments, folder, environment = json.loads(asked)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    coding = environment.get("PYTHONIOENCODING") or "utf-8"
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0)), coding)
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w")), coding)
    sys.stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(2, "w")), coding, "backslashreplace", line_buffering=True)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # what is flushed at the end
    sys.modules["__main__"] = types.ModuleType("__main__")  # workers are to import nothing of this
    return list(arguments)


if __name__ == "__main__":
    given = _serve(sys.argv[1])
    if given is not None:
        from onrecord.cli import main

        sys.argv = ["onrecord", *given]
        main()
