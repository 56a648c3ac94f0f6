"""The configuration of a throw-away Dovecot, for the syntax of 2.3 and for that of 2.4."""

from __future__ import annotations

from collections.abc import Mapping

# The SASL mechanisms of a server that takes passwords alone.
PASSWORDS = "plain login"

_COMMON = """\
listen = 127.0.0.1
base_dir = {base}/run
state_dir = {base}/state
default_login_user = {owner}
default_internal_user = {owner}
default_internal_group = {group}
log_path = {base}/dovecot.log
first_valid_uid = 1
first_valid_gid = 1
auth_failure_delay = 0
auth_mechanisms = {mechanisms}
mail_fsync = never
ssl = yes
mail_max_userip_connections = 50
namespace inbox {{
  inbox = yes
  separator = /
{mailboxes}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
service auth {{
  user = {owner}
}}
service auth-worker {{
  user = {owner}
}}
"""

_FOR_2_3 = """\
protocols = imap
disable_plaintext_auth = no
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
mail_location = maildir:~/mail
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {base}/passwd
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={base}/home/%u
}}
protocol imap {{
  mail_plugins = $mail_plugins imap_zlib
}}
"""

# Tokens signed with a key of ours; the file names where the key lies and which claim is the user.
_TOKENS_FOR_2_3 = """\
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {base}/oauth2.conf.ext
}}
"""

TOKEN_CHECK = """\
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={base}/keys/
username_attribute = email
"""
# Below `keys`: who the token is for, the algorithm, and the key's name (RFC 7515 section 4.1.4), none of them named.
TOKEN_KEY = "default/HS256/default"

# https://doc.dovecot.org/latest/installation/upgrade/2.3-to-2.4.html
_VERSIONS = """\
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
"""

_FOR_2_4 = """\
protocols {{
  imap = yes
}}
auth_allow_cleartext = yes
ssl_server_cert_file = {base}/cert.pem
ssl_server_key_file = {base}/key.pem
mail_driver = maildir
mail_path = ~/mail
passdb passwd-file {{
  passwd_file_path = {base}/passwd
}}
userdb static {{
  fields {{
    uid = {owner}
    gid = {group}
    home = {base}/home/%{{user}}
  }}
}}
"""


def configuration(
    version: tuple[int, int],
    *,
    base: str,
    owner: str,
    group: str,
    folders: Mapping[str, str],
    port: int,
    tls_port: int,
    mechanisms: str = PASSWORDS,
) -> str:
    """The text of dovecot.conf; `folders` maps the name of a folder to its special use (RFC 6154), or to nothing."""
    mailboxes = "".join(
        f'  mailbox "{name}" {{\n    auto = create\n' + (f"    special_use = {use}\n" if use else "") + "  }\n"
        for name, use in folders.items()
    )
    text = _COMMON + _FOR_2_3 if version < (2, 4) else _VERSIONS + _COMMON + _FOR_2_4
    if mechanisms != PASSWORDS:
        assert version < (2, 4), "the settings for tokens are those of Dovecot 2.3"
        text += _TOKENS_FOR_2_3
    return text.format(
        base=base,
        owner=owner,
        group=group,
        mailboxes=mailboxes,
        port=port,
        tls_port=tls_port,
        mechanisms=mechanisms,
    )
