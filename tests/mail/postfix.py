"""Postfix for the tests: what it is told, and how it runs."""

import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.mail.servers import LIMIT, RECIPIENT, SECOND, MailServers, end_of


@contextmanager
def postfix(servers: MailServers, auth: int, owner: pwd.struct_passwd) -> Iterator[None]:
    """Run Postfix; it asks at the port `auth` who may send, and delivers as `owner`."""
    folder = servers.folder
    conf, spool = folder / "postfix", folder / "spool"
    for part in (conf, spool, folder / "postfix-data"):
        part.mkdir()
    shutil.chown(folder / "postfix-data", "postfix")
    (conf / "users").write_text(f"{RECIPIENT} {RECIPIENT}/\n{SECOND} {SECOND}/\n")
    (conf / "main.cf").write_text(_main_cf(servers, auth, owner))
    (conf / "master.cf").write_text(_master_cf(servers))

    def run(word: str) -> None:
        done = subprocess.run(["postfix", "-c", conf, word], stdin=subprocess.DEVNULL, timeout=60, check=False,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        if done.returncode and word == "start":
            raise OSError(f"postfix did not start: {end_of(folder / 'postfix.log')}")

    run("start")
    try:
        yield
    finally:
        run("stop")


def _main_cf(servers: MailServers, auth: int, owner: pwd.struct_passwd) -> str:
    folder, keys = servers.folder, servers.certificates
    return f"""
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/postfix-data
maillog_file_prefixes = {folder}
maillog_file = {folder}/postfix.log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.test.example
mydestination =
alias_maps =
local_recipient_maps =
smtputf8_enable = no
message_size_limit = {LIMIT}
virtual_mailbox_limit = 0
virtual_mailbox_domains = acme.example
virtual_mailbox_maps = texthash:{folder}/postfix/users
virtual_mailbox_base = {folder}/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:{owner.pw_uid}
virtual_gid_maps = static:{owner.pw_gid}
smtpd_tls_chain_files = {keys.good}
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_restrictions =
smtpd_error_sleep_time = 0
smtpd_tls_auth_only = yes
"""


def _master_cf(servers: MailServers) -> str:
    keys = servers.certificates

    def listening(port: int, *options: str) -> str:
        return f"127.0.0.1:{port} inet n - n - - smtpd" + "".join(f" -o {option}" for option in options)

    services = [
        listening(servers.smtps, "smtpd_tls_wrappermode=yes"),
        listening(servers.submission, "smtpd_tls_security_level=encrypt"),
        listening(servers.plaintext, "smtpd_tls_security_level=none", "smtpd_tls_auth_only=no"),
        listening(
            servers.wrong_name, "smtpd_tls_wrappermode=yes", f"smtpd_tls_chain_files={keys.wrong_name}"
        ),
        "cleanup unix n - n - 0 cleanup",
        "qmgr unix n - n 300 1 qmgr",
        "tlsmgr unix - - n 1000? 1 tlsmgr",
        "rewrite unix - - n - - trivial-rewrite",
        *(f"{name} unix - - n - 0 bounce" for name in ("bounce", "defer", "trace")),
        "virtual unix - n n - - virtual",
        "error unix - - n - - error",
        "retry unix - - n - - error",
        "proxymap unix - - n - - proxymap",
        "anvil unix - - n - 1 anvil",
        "postlog unix-dgram n - n - 1 postlogd",
    ]
    return "\n".join(services) + "\n"
