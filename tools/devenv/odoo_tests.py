"""Odoo's own tests of the modules that the addon extends, with it and without."""

import re

from . import atomic, browser, free_port, places, shell, template, workbench
from .console import Stop, step
from .databases import named

MODULES = ("base_automation", "test_base_automation", "crm")
#: Of those, the one that is not there where nobody tests, and the others.
_EXTRA = "test_base_automation"
_UPDATED = ("base_automation", "crm")
_FAILED = re.compile(
    r" odoo\.addons\.(?P<module>\w+)\.\S+: "
    r"(?:FAIL|ERROR): (?:Subtest |setUpClass \(\S+\.)?(?P<test>\w+(?:\.\w+)?)"
)
_RESULT = re.compile(r"odoo\.tests\.result: \d+ failed, \d+ error\(s\) of (\d+) tests")


def run(_arguments):
    """Run them with the addon; where some fail, without it and once more with it.

    :return: exit status, 0 only where nothing fails because of the addon
    """
    browser.need()
    database = named("odoo_tests")
    with workbench.ready() as bench, atomic.lock(database):
        try:
            return _run(bench, database)
        finally:
            bench.databases.drop(database)


def _run(bench, database):
    step("Odoo's tests, with the addon (some minutes)")
    count, failed = _tested(bench, database, with_addon=True)
    own, again = set(), set()
    # All of them each time: some depend on what ran before, as counts of queries do.
    if failed:
        step("Odoo's tests, without the addon")
        own = _tested(bench, database, with_addon=False)[1]
    if failed - own:
        step("Odoo's tests, once more with the addon")
        again = (failed - own) & _tested(bench, database, with_addon=True)[1]
    for told, tests in (
        ("fails without the addon, too", failed & own),
        ("failed once with the addon", failed - own - again),
        ("FAILS WITH THE ADDON", again),
    ):
        for test in sorted(tests):
            print(f"{told}: {test}")
    verdict = "VIOLATED" if again else "ok"
    print(
        f"Odoo's tests: {verdict}; {count} ran, {len(again)} fail with the addon only"
    )
    return 1 if again else 0


def _tested(bench, database, *, with_addon):
    """Run the tests in a new database.

    :return: how many ran, and the tags of those that failed
    """
    if with_addon:
        bench.install_addon(database, "odoo_tests_install")
    else:
        bench.databases.copy(template.database(bench), database)
    log = shell.log("odoo_tests")
    log.unlink(missing_ok=True)
    command = bench.odoo.command(
        *("-d", database, "-i", _EXTRA, "-u", ",".join(_UPDATED)),
        *("--with-demo", "--stop-after-init", f"--db-filter=^{database}$"),
        f"--test-tags={','.join(f'/{module}' for module in MODULES)}",
        f"--logfile={log}",
        *("--http-interface=127.0.0.1", f"--http-port={free_port.find()}"),
        f"--screenshots={places.state() / 'screenshots'}",
    )
    with shell.session(command, env=bench.odoo.variables) as process:
        process.wait()
    text = log.read_text()
    result = _RESULT.search(text)
    if not result:
        raise Stop(f"Odoo's tests did not end; its log is {log}.")
    failed = {f"/{found['module']}:{found['test']}" for found in _FAILED.finditer(text)}
    return int(result[1]), failed
