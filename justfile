# Every recipe works in a fresh clone: uv makes the environment, nothing else is assumed.

python := "uv run --quiet --group dev python"
pytest := "uv run --quiet --group dev pytest"

# list the recipes
default:
    @just --list

# the product with demonstration data
run *ARGS:
    uv run goldenthread demo {{ARGS}}

# what the tests need from the machine: PostgreSQL, Chromium, fonts
setup:
    {{python}} tools/machine.py

# style, types, floors and rooms
check:
    uv run --quiet --group dev ruff format --check .
    uv run --quiet --group dev ruff check .
    uv run --quiet --group dev lint-imports
    uv run --quiet --group dev mypy

# put style right
fix:
    uv run --quiet --group dev ruff check --fix .
    uv run --quiet --group dev ruff format .

# everything that must pass before a change lands (under 20 minutes on 2 cores)
test: setup
    {{pytest}} tests/architecture tests/methods tests/components -q
    {{pytest}} tests/apps -q -n 2
    GOLDENTHREAD_TEST_DATABASE=postgresql {{pytest}} tests/apps -q -n 2
    GOLDENTHREAD_TEST_DATABASE=postgresql {{pytest}} tests/journeys tests/scenarios -q
    {{pytest}} tests/journeys -q -m smoke

# journeys in a real browser, with pictures in docs/images
journeys: setup
    GOLDENTHREAD_TEST_DATABASE=postgresql {{pytest}} tests/journeys -q

# scale, soak and document rendering
slow:
    {{python}} tools/machine.py --slow
    {{pytest}} tests/slow -q

# speed and memory, beside peers in one run
bench:
    {{python}} -m tests.benchmarks.allocation.run
    {{python}} -m tests.benchmarks.answering.run
    {{python}} -m tests.benchmarks.imports.run
    {{python}} -m tests.benchmarks.web.run

# the documentation site
docs:
    uv run --quiet --group dev mkdocs build --strict

# pin the whole resolved set in pyproject.toml
pin:
    uv lock --quiet
    {{python}} tools/pin.py
    uv lock --quiet

# start a decision record
adr TITLE:
    {{python}} tools/adr.py "{{TITLE}}"
