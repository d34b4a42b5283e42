"""A real print server and a real IPP printer for tests, private to one folder: cupsd and
ippeveprinter on loopback and a domain socket, with a message bus of their own. Nothing of the
machine's own printing is touched, and only processes started here are ended.

    with PrintServer() as server:
        ... print to server.uri ...
        server.received()      # the documents that came out of the printer
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

DEADLINE = 30  # seconds for anything to happen
QUEUE = "Kiosk"
PROGRAMS = ["/usr/bin/dbus-daemon", "/usr/bin/ipptool", "/usr/sbin/ippeveprinter", "/usr/sbin/cupsd", "/usr/sbin/lpadmin"]

CUPSD = """\
LogLevel info
MaxLogSize 0
Listen {socket}
Browsing No
DirtyCleanInterval 0
WebInterface No
DefaultAuthType None
ErrorPolicy abort-job
JobRetryInterval 1
PreserveJobHistory {history}
PreserveJobFiles 600
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""

CUPS_FILES = """\
ServerRoot {root}/root
StateDir {root}/state
CacheDir {root}/runtime/cache
RequestRoot {root}/runtime/spool
TempDir {root}/runtime/spool/tmp
DataDir /usr/share/cups
ServerBin /usr/lib/cups
ServerKeychain {root}/state/ssl
ErrorLog {root}/log/error
AccessLog {root}/log/access
PageLog {root}/log/page
SystemGroup root
Sandboxing relaxed
"""

# What the printer does with a job. A file `faults/NAME` holds a fault up until it is removed.
PRINT_COMMAND = """\
#!{python}
import os, pathlib, shutil, sys, time
root = pathlib.Path({root!r})
def say(line): print(line, file=sys.stderr, flush=True)
if (root / "faults/media-empty").exists():
    say("STATE: +media-empty-error")
    while (root / "faults/media-empty").exists(): time.sleep(0.02)
    say("STATE: -media-empty-error")
if (root / "faults/media-jam").exists():
    say("STATE: +media-jam-error")
    sys.exit(1)
say("STATE: -media-jam-error")
arriving = root / "arriving"
shutil.copyfile(sys.argv[1], arriving)
number = len(list((root / "received").iterdir())) + 1
arriving.rename(root / "received" / ("%d.pdf" % number))
while (root / "faults/late-report").exists(): time.sleep(0.02)
say("ATTR: job-impressions-completed=1")
"""


DRIVER = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "ROLL.PPD"
*Product: "(Roll)"
*Manufacturer: "Example"
*ModelName: "Example Roll"
*ShortNickName: "Example Roll"
*NickName: "Example Roll"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*FileSystem: False
*Throughput: "1"
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
{pages}
*DefaultFont: Courier
*Font Courier: Standard "(1.05)" Standard ROM
"""


def roll_driver(width, *lengths):
    """A driver (PPD) as makers of thermal printers give it: papers of some lengths, in millimetres, and nothing between."""
    sizes = {f"X{width}MMY{length}MM": [round(each * 72 / 25.4) for each in (width, length)] for length in lengths}
    default, lines = next(iter(sizes)), []
    for option in ("PageSize", "PageRegion"):
        lines += [f"*OpenUI *{option}/Media Size: PickOne", f"*OrderDependency: 10 AnySetup *{option}",
                  f"*Default{option}: {default}"]
        lines += [f'*{option} {name}/{name}: "<</PageSize[{x} {y}]>>setpagedevice"' for name, (x, y) in sizes.items()]
        lines += [f"*CloseUI: *{option}"]
    for option, corner in (("ImageableArea", "0 0 "), ("PaperDimension", "")):
        lines += [f"*Default{option}: {default}"]
        lines += [f'*{option} {name}/{name}: "{corner}{x} {y}"' for name, (x, y) in sizes.items()]
    return DRIVER.format(pages="\n".join(lines))


def missing():
    """The programs that this needs and this machine lacks."""
    return [program for program in PROGRAMS if not os.access(program, os.X_OK)]


def wait_for(condition, what):
    """Polls until condition() is true and returns it; fails after the deadline."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise TimeoutError(f"{what} did not happen within {DEADLINE} s")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PrintServer:
    """`history`: cupsd's PreserveJobHistory. `setup`: the program clearway-printer, to set the server up as a kiosk's is.
    `driver`: the printer's and the queue's, a PPD's text; without one the printer says itself what it can."""

    def __init__(self, history="Yes", setup=None, driver=None):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="clearway-print-"))
        self.root.chmod(0o711)  # started as root, cupsd runs its filters as lp
        self.socket = self.root / "cups.sock"
        self.configuration = self.root / "etc/cups"
        self.runtime = self.root / "runtime"
        self.uri = f"cups:{QUEUE}?server={self.socket}"
        self.port = None  # from start() on
        self.history = history
        self.setup = setup
        self.driver = self.root / "driver.ppd" if driver else None
        if driver:
            self.driver.write_text(driver, encoding="ascii")
        self.processes = {}
        self.environment = dict(
            os.environ, DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={self.root}/bus",
            CUPS_SERVER=str(self.socket), LC_ALL="C")

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        for name in ("root", "state", "log", "printer", "received", "faults"):
            (self.root / name).mkdir(parents=True)
        self.configuration.mkdir(parents=True)
        (self.configuration / "cups-files.conf").write_text(CUPS_FILES.format(root=self.root))
        (self.configuration / "cupsd.conf").write_text(
            CUPSD.format(socket=self.socket, history=self.history))
        if self.setup:
            subprocess.run([self.setup, "setup", "--root", self.root, "--runtime", self.runtime], check=True,
                           capture_output=True, timeout=DEADLINE)
        command = self.root / "print"
        command.write_text(PRINT_COMMAND.format(python=sys.executable, root=str(self.root)))
        command.chmod(0o755)
        self._run("bus", "/usr/bin/dbus-daemon", "--session", "--nofork", "--nopidfile",
                  f"--address=unix:path={self.root}/bus")
        self._wait_for_start("bus", lambda: self._listens(self.root / "bus"))
        self.port = free_port()
        self.start_printer()
        self.start_cups()
        self._make_queue()
        if self.setup:
            self.restart_cups()

    def start_printer(self):
        self._run("printer", "/usr/sbin/ippeveprinter", "-p", self.port, "-n", "localhost",
                  "-r", "off", "-k", "-d", self.root / "printer", "-c", self.root / "print",
                  *(["-P", self.driver] if self.driver else ["-f", "application/pdf,image/pwg-raster,image/urf"]), QUEUE)
        self._wait_for_start("printer", self._printer_answers)

    def start_cups(self):
        """With an empty spool, as the service's RuntimeDirectory is at every start."""
        shutil.rmtree(self.runtime, ignore_errors=True)
        for folder in ("spool/tmp", "cache"):
            (self.runtime / folder).mkdir(parents=True)
        self.runtime.chmod(0o711)
        self._run("cups", "/usr/sbin/cupsd", "-f", "-c", self.configuration / "cupsd.conf",
                  "-s", self.configuration / "cups-files.conf")
        self._wait_for_start("cups", lambda: self._listens(self.socket))

    def restart_cups(self):
        """In order: a server that writes its jobs down late does the same with its queues, at the latest now."""
        self.processes["cups"].terminate()
        self.processes.pop("cups").wait(DEADLINE)
        self.start_cups()

    def kill(self, name):
        """Ends "cups" or "printer" without warning."""
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def freeze(self, name):
        self.processes[name].send_signal(signal.SIGSTOP)

    def thaw(self, name):
        self.processes[name].send_signal(signal.SIGCONT)

    def stop(self):
        for name in ("cups", "printer", "bus"):
            process = self.processes.pop(name, None)
            if process is None:
                continue
            process.send_signal(signal.SIGCONT)
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.root, ignore_errors=True)

    def set_fault(self, name):
        """media-empty: the printer waits for paper. media-jam: it gives up the job. late-report: the page is out, and
        the printer does not say so yet."""
        (self.root / "faults" / name).touch()

    def clear_fault(self, name):
        (self.root / "faults" / name).unlink(missing_ok=True)

    def received(self):
        """The documents that came out, in order."""
        return sorted((self.root / "received").glob("*.pdf"), key=lambda path: int(path.stem))

    def has_begun(self, job):
        """Whether the server has ever sent the job of that number to the printer."""
        return f"[Job {job}] Started backend" in (self.root / "log/error").read_text(errors="replace")

    def last_words(self):
        """The ends of cupsd's log and of the printer's, for a test that failed."""
        logs = (self.root / name for name in ("log/error", "printer.log"))
        return "\n".join(line for log in logs for line in log.read_text(errors="replace").splitlines()[-80:])

    def kept_documents(self):
        """What the server's spool still holds of documents."""
        return sorted((self.runtime / "spool").glob("d*"))

    def _run(self, name, *command):
        log = (self.root / f"{name}.log").open("ab")
        with log:
            self.processes[name] = subprocess.Popen(
                [str(word) for word in command], env=self.environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log)

    def _wait_for_start(self, name, answers):
        def started():
            if self.processes[name].poll() is not None:
                raise RuntimeError(f"{name} ended at its start: {(self.root / f'{name}.log').read_text(errors='replace')}")
            return answers()
        wait_for(started, f"the start of {name}")

    def _printer_answers(self):
        # It listens before it can describe itself, and a queue made from half a description prints nothing.
        described = subprocess.run(
            ["/usr/bin/ipptool", "-t", f"ipp://localhost:{self.port}/ipp/print", "get-printer-attributes.test"],
            env=self.environment, capture_output=True, timeout=DEADLINE)
        return described.returncode == 0

    @staticmethod
    def _listens(path):
        # A socket has a name before it listens, and who comes between is turned away: the printer would end.
        if not path.exists():
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(path)) == 0

    def _make_queue(self):
        def added():
            return subprocess.run(
                ["/usr/sbin/lpadmin", "-h", str(self.socket), "-p", QUEUE, "-E",
                 "-v", f"ipp://localhost:{self.port}/ipp/print",
                 *(["-P", self.driver] if self.driver else ["-m", "everywhere"])],
                env=self.environment, capture_output=True, timeout=DEADLINE).returncode == 0
        wait_for(added, "making the queue")
