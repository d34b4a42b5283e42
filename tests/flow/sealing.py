"""A kiosk that holds the keys of reader groups, for sealed certificates."""
import subprocess


class Kiosk:
    """`clearway`: the program; everything lies in `folder`. `options` are those that open what is sealed for its groups."""

    def __init__(self, clearway, folder):
        self.clearway, self.folder = clearway, folder
        self.readers = folder / "readers"
        self.readers.mkdir()
        self.run("keys", "device", "--out", folder / "device")
        self.options = ["--reader-keys", self.readers, "--device-key", folder / "device.key"]

    def run(self, *arguments):
        subprocess.run([self.clearway, *map(str, arguments)], check=True, capture_output=True, timeout=60)

    def new_group(self, kind, name="XA-XB", deliver=True):
        """A group's key (corridor, p256 or sm2), brought to this kiosk; returns the file to seal for it with."""
        group = self.folder / name
        self.run("keys", "reader", "new", "--group", name, "--epoch", 7, "--key", kind, "--out", group)
        if deliver:
            delivered = self.folder / f"{name}.delivered"
            self.run("keys", "reader", "seal", f"{group}.key", "--device", self.folder / "device.pub", "--out", delivered)
            self.run("keys", "reader", "import", delivered, "--device-key", self.folder / "device.key", "--into",
                     self.readers)
        return group.with_suffix(".key" if kind == "corridor" else ".pub")
