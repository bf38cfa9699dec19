"""Certificates for the servers of the tests, made here with openssl."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Certificates:
    """A CA, what it signed for localhost and for another name, and a CA that signed nothing."""

    ca: Path
    good: Path
    wrong_name: Path
    other_ca: Path


def make_certificates(folder: Path) -> Certificates:
    """Make the CAs and certificates with openssl."""

    def run(*arguments: str | Path) -> None:
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=60)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    for name in ("ca", "other_ca"):
        run("req", "-x509", *key, "-days", "30", "-subj", f"/CN=Test {name}", "-keyout", folder / f"{name}.key",
            "-out", folder / f"{name}.pem")  # fmt: skip
    names = {"good": "DNS:localhost,IP:127.0.0.1", "wrong_name": "DNS:elsewhere.example"}
    for number, (name, alternative) in enumerate(names.items(), 1):
        request, extensions, signed = (folder / f"{name}.{end}" for end in ("csr", "ext", "crt"))
        extensions.write_text(f"subjectAltName={alternative}\n")
        run("req", "-new", *key, "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key", "-out", request)
        run("x509", "-req", "-days", "30", "-in", request, "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
            "-set_serial", str(number), "-extfile", extensions, "-out", signed)  # fmt: skip
        # Postfix wants the key first.
        (folder / f"{name}.pem").write_text((folder / f"{name}.key").read_text() + signed.read_text())
    return Certificates(*(folder / f"{name}.pem" for name in ("ca", "good", "wrong_name", "other_ca")))
