"""What the figures were measured on, and what a process costs: /proc tells."""

import os
import platform
import re
import subprocess
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def facts(distribution):
    """Lines about the machine and the versions under test."""
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)
    java = subprocess.run([distribution.java(), "-version"], capture_output=True, text=True, check=True)
    return [
        f"Processor    {model.group(1) if model else platform.machine()}, {os.cpu_count()} cores",
        f"Memory       {_meminfo('MemTotal') // 1024} MB, {_meminfo('MemAvailable') // 1024} MB available",
        f"System       {platform.system()} {platform.release()}",
        f"Java         {java.stderr.splitlines()[1]}",
        f"ONNX Runtime {distribution.onnxruntime()} (ours)",
        f"Mynah        {distribution.version()}, {distribution.path}",
    ]


def load_line(when):
    one, five, _ = os.getloadavg()
    busy = one > 0.3 * os.cpu_count()
    warning = "   The machine is not idle: take times with care, ratios less so." if busy else ""
    return f"Load average {one:.2f} (1 min), {five:.2f} (5 min) {when}{warning}"


def resident_megabytes(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"^VmRSS:\s+(\d+) kB", status, re.M).group(1)) / 1024


def cpu_seconds(pid):
    """User and system time of a process with all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _meminfo(name):
    return int(re.search(rf"^{name}:\s+(\d+) kB", Path("/proc/meminfo").read_text(), re.M).group(1))
