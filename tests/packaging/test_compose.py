"""The compose file, the image and the example of its settings, against the command itself."""

import asyncio
import json
import os
import re
import shutil
import sys
from pathlib import Path

import click
import pytest

from gurukul_desktop.server.command import server
from tests.server.client import Client
from tests.server.deployed import deployed

from .deployment import FOLDER, ROOT, check

COMPOSE = (FOLDER / "compose.yaml").read_text()
EXAMPLE = (FOLDER / ".env.example").read_text()
DOCKERFILE = (FOLDER / "Dockerfile").read_text()
UNIT = (FOLDER / "gurukul-server.service").read_text()

SECRETS = {
    *("GURUKUL_SECRET", "GURUKUL_COOKIE_SECRET", "POSTGRES_PASSWORD", "GRAFANA_PASSWORD"),
    *("GURUKUL_ADMIN_PASSWORD", "GURUKUL_METRICS_TOKEN", "GURUKUL_SENTRY_DSN", "REDIS_PASSWORD"),
    *("GURUKUL_TURN_SECRET", "GURUKUL_JWT_SECRET"),
}
# Compose 1 checks against the schema of the compose specification that it ships.
COMPOSE_COMMAND = shutil.which("docker-compose")
needs_compose = pytest.mark.skipif(
    COMPOSE_COMMAND is None, reason="docker-compose is not installed"
)


def variables_of_the_command() -> set[str]:
    """Every environment variable that some option of ``gurukul server`` reads."""
    found = set()
    waiting: list[click.Command] = [server]
    while waiting:
        command = waiting.pop()
        found |= {
            variable
            for option in command.params
            for variable in [option.envvar]
            if isinstance(variable, str)
        }
        if isinstance(command, click.Group):
            waiting += command.commands.values()
    return found


def filled_in(tmp_path: Path, **more: str) -> Path:
    """The example, filled in."""
    lines = []
    for line in EXAMPLE.splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            secret = "0123456789abcdef" if name in SECRETS else value
            domain = "study.example.org" if name == "GURUKUL_DOMAIN" else secret
            lines.append(f"{name}={more.get(name, domain)}")
    path = tmp_path / ".env"
    path.write_text("\n".join(lines) + "\n")
    return path


def compose(env: Path, *arguments: str) -> str:
    assert COMPOSE_COMMAND is not None
    kept = {"PATH": os.environ["PATH"], "HOME": str(env.parent)}
    command = (COMPOSE_COMMAND, "--env-file", env, "-f", FOLDER / "compose.yaml", *arguments)
    return check(*command, **kept)


@needs_compose
def test_compose_accepts_the_file(tmp_path: Path) -> None:
    services = set(compose(filled_in(tmp_path), "config", "--services").split())
    assert services == {
        *("server-1", "server-2", "migrate", "caddy", "postgresql", "redis", "coturn"),
        *("prometheus", "grafana"),
    }
    in_profiles = re.findall(
        r"^  (\w+):\n    <<: \*hardened\n    profiles: (.*)$", COMPOSE, re.MULTILINE
    )
    assert in_profiles == [("redis", "[redis]"), ("coturn", "[turn]")]


@needs_compose
def test_no_secret_has_a_default(tmp_path: Path) -> None:
    required = set(re.findall(r"\$\{(\w+):\?", COMPOSE))
    assert required <= SECRETS
    assert len(required) >= 4
    with pytest.raises(AssertionError, match=r"not set in \.env"):
        compose(filled_in(tmp_path, **dict.fromkeys(required, "")), "config", "--quiet")


def test_every_secret_of_the_example_is_empty_and_explained() -> None:
    told = ""
    seen = set()
    for line in EXAMPLE.splitlines():
        if line.startswith("#"):
            told += line
        elif not line:
            told = ""
        else:
            name, _, value = line.partition("=")
            seen.add(name)
            assert told, f"{name} is not explained"
            assert not (name in SECRETS and value)
    assert seen >= SECRETS
    # And the compose file reads nothing that the example does not show.
    assert set(re.findall(r"\$\{(\w+)", COMPOSE)) <= seen | {
        *("GURUKUL_VERSION", "GURUKUL_LOG_LEVEL"),
    }


def test_every_variable_is_one_of_the_server() -> None:
    known = variables_of_the_command()
    block = COMPOSE[COMPOSE.index("environment: &settings") : COMPOSE.index("networks: [edge, i")]
    in_compose = set(re.findall(r"^    (GURUKUL_\w+):", block, re.MULTILINE))
    in_image = set(re.findall(r"(GURUKUL_\w+)=", DOCKERFILE))
    in_unit = set(re.findall(r"(GURUKUL_\w+)=", UNIT))
    assert in_compose >= {"GURUKUL_STORE", "GURUKUL_SECRET", "GURUKUL_IDENTITY"}
    for used in (in_compose, in_image, in_unit):
        assert used - known == set()


def test_images_are_pinned_by_version() -> None:
    images = re.findall(r"^\s+image: (\S+)$", COMPOSE, re.MULTILINE)
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(images) >= 8
    for image in images:
        if not image.startswith("gurukul-server:"):
            assert re.search(r":v?\d+\.\d+", image), image


def test_only_what_must_be_reached_is_published() -> None:
    ports = re.findall(r"^    ports: (.*)$", COMPOSE, re.MULTILINE)
    assert [json.loads(line) for line in ports] == [["80:80", "443:443"], ["127.0.0.1:3000:3000"]]


def test_the_image_holds_no_qt_and_runs_as_nobody() -> None:
    assert "requirements/server.txt" in DOCKERFILE
    assert "app.txt" not in DOCKERFILE
    stages = DOCKERFILE.split("\nFROM ")
    assert len(stages) == 3
    assert "\nUSER gurukul\n" in stages[-1]
    assert "HEALTHCHECK" in stages[-1]
    locked = (ROOT / "requirements" / "server.txt").read_text()
    assert not re.search(r"^(pyside6|av|aiortc|numpy|sounddevice)", locked, re.MULTILINE)


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    ignored = (FOLDER / "Dockerfile.dockerignore").read_text().splitlines()
    copied = [
        path
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for path in line.split()
    ]
    assert copied
    for path in copied:
        assert (ROOT / path).exists()
        assert f"!{path}" in ignored


def test_the_script_that_tries_the_dockerfile_can_be_read() -> None:
    # It takes a minute and the network, so it is run by hand.
    check("sh", "-n", FOLDER / "try_dockerfile.sh")


async def test_a_server_starts_with_the_environment_of_the_compose_file(tmp_path: Path) -> None:
    block = COMPOSE[COMPOSE.index("environment: &settings") : COMPOSE.index("networks: [edge, i")]
    environment = {}
    for name, value in re.findall(r"^    (GURUKUL_\w+): (.*)$", block, re.MULTILINE):
        # As Compose does it: what is not set has its default, and may be empty.
        plain = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value).strip('"')
        environment[name] = re.sub(r"\$\{\w+:\?[^}]*\}", "0123456789abcdef", plain)
    environment |= {"GURUKUL_STORE": "memory", "GURUKUL_HOST": "127.0.0.1", "GURUKUL_PORT": "0"}
    assert environment["GURUKUL_JWKS_URL"] == ""
    async with deployed(tmp_path / "log", **environment) as running:
        client = await Client.join(running.url)
        assert client.welcome["ice_servers"][0]["urls"] == ["stun:localhost:3478"]
        await client.close()
        # And the image's health check finds it alive.
        found = re.search(r"^    CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
        assert found
        _, *arguments = json.loads(found[1])
        port = running.http_url.rpartition(":")[2]
        await asyncio.to_thread(check, sys.executable, *arguments, GURUKUL_HTTP_PORT=port)
        running.process.kill()
        await running.ended()
        with pytest.raises(AssertionError):
            await asyncio.to_thread(check, sys.executable, *arguments, GURUKUL_HTTP_PORT=port)


@pytest.mark.parametrize(
    ("store", "said"),
    [("postgresql://gurukul@postgresql/gurukul", "migrate\n"), ("redis://redis:6379/0", "")],
)
def test_only_a_postgresql_is_migrated(tmp_path: Path, store: str, said: str) -> None:
    found = re.search(r"^      - (case \$\$GURUKUL_STORE .*)$", COMPOSE, re.MULTILINE)
    assert found
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\nshift 2; echo "$@"\n')
    python.chmod(0o755)
    script = found[1].replace("$$", "$")
    path = f"{tmp_path}:{os.environ['PATH']}"
    assert check("sh", "-c", script, GURUKUL_STORE=store, PATH=path) == said
