from __future__ import annotations

from tests.alerts.conftest import _apprise_is_loaded as _apprise_is_loaded
from tests.runs.conftest import world as world
from tests.sources.conftest import dovecot as dovecot
from tests.sources.conftest import has_dovecot as has_dovecot
from tests.sources.conftest import shared_dovecot as shared_dovecot
