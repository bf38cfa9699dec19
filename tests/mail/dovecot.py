"""Dovecot for the tests: what it is told, and how it runs."""

import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.mail.servers import DRAFTS, PASSWORD, USER, MailServers, end_of


@contextmanager
def dovecot(servers: MailServers, auth: int, owner: pwd.struct_passwd) -> Iterator[None]:
    """Run Dovecot; it says at the port `auth` who may log in, and keeps the mail as `owner`."""
    folder = servers.folder
    conf, log = folder / "dovecot.conf", folder / "dovecot.log"
    (folder / "passwords").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    conf.write_text(_conf(servers, auth, owner))
    running = subprocess.Popen(["dovecot", "-F", "-c", conf], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        yield
    except TimeoutError as error:
        raise OSError(f"{error}; {end_of(log)}; {end_of(folder / 'postfix.log')}") from None
    finally:
        running.terminate()
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _conf(servers: MailServers, auth: int, owner: pwd.struct_passwd) -> str:
    folder = servers.folder
    return f"""
base_dir = {folder}/dovecot
state_dir = {folder}/dovecot-state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{servers.certificates.good}
ssl_key = <{servers.certificates.good}
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0 secs
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/passwords
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox "Drafts" {{
    auto = create
  }}
  mailbox "{DRAFTS}" {{
    auto = create
    special_use = \\Drafts
  }}
  mailbox Gesendet {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {servers.imap}
  }}
  inet_listener imaps {{
    port = {servers.imaps}
    ssl = yes
  }}
}}
# After wrong passwords nobody is made to wait.
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
"""
