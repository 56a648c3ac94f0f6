"""The queue of jobs: what a worker that was killed has left is done by another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fleet.stage import Stage

# A worker that was not heard for an hour has a sender and two jobs; another sender waits, and nobody takes it.
_LEFT = """
SET search_path TO jobs;
INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour');
INSERT INTO procrastinate_jobs (task_name, queue_name, queueing_lock, status, worker_id)
SELECT 'send', 'alerts', 'send', 'doing', id FROM procrastinate_workers;
UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM procrastinate_workers)
WHERE queue_name = 'localhost';
INSERT INTO procrastinate_jobs (task_name, queue_name, queueing_lock, status, scheduled_at)
VALUES ('send', 'alerts', 'send', 'todo', now() + interval '1 hour');
"""
# The database says in any order what was left.
_SENDER_FIRST = """
from procrastinate.manager import JobManager
from inbox_watch.cli.main import main
stalled = JobManager.get_stalled_jobs
async def sender_first(self, **options):
    return sorted(await stalled(self, **options), key=lambda job: job.task_name != "send")
JobManager.get_stalled_jobs = sender_first
main()
"""


def test_what_waits_already_keeps_nobody_from_taking_over_the_rest(stage: Stage) -> None:
    clients = ["left-1", "left-2"]
    stage.dovecot.add_users(*clients)
    for client in clients:
        stage.enrol([client])
        stage.run("dispatch", config="worker.toml")
    stage.sql(_LEFT)
    with stage.workers(1, "--judges", "1", program=("-c", _SENDER_FIRST)):
        stage.wait_until(lambda: stage.polled() == 2)
    assert stage.sql("SELECT status FROM jobs.procrastinate_jobs WHERE task_name = 'send'") == "todo"
