# Everything a person or a machine does with this checkout. `make` alone lists it.

SWIFT ?= swift
# How many compile jobs at once; empty lets the build decide.
JOBS ?=
# How many tests run at once. All of them at once would starve each other past the deadlines that they set themselves.
TESTS_AT_ONCE ?= 6
PRODUCTS := sauro sauro-registry sauro-tasks sauro-insurance sauro-notifications sauro-demo
FORMATTED := Sources services Tests examples Package.swift Benchmarks/Package.swift Benchmarks/Sources
# What `make test-postgres` runs of the tests.
POSTGRES_TESTS ?= ^((Storage|ServiceKit|Registry|Tasks|Insurance|Notifications|Upgrade|Live)Tests)\.
# What `make security` runs of the tests.
SECURITY_TESTS := CurveTests|NetworkTests|Gatekeeper|KeyTests|Principals|Keys|ConnectionTests|AuthorityTests|LogTests
# Where the chances of a seeded run begin, and how often `make power-loss` cuts the power: a minute or two.
SEED ?= 1
CUTS ?= 200
# How many inputs `make fuzz` tries of each parser, and for how many seconds at most; 0 seconds have no end.
RUNS ?= 1000000
FUZZ_SECONDS ?= 60
# Which tests `make race` runs, as `swift test --filter` has it, and for how many seconds at most.
RACE ?= ^(LiveTests|FabricTests|ZeroMQTests|StorageTests|ServiceKitTests)\.
RACE_SECONDS ?= 1800
# How long `make chaos` torments the suite; checking takes a minute more.
SECONDS ?= 180
# Where a PostgreSQL is that `make bench` may fill, at postgresql://; none is measured without it.
DATABASE ?=
# What runs docker-compose files here, what knows containers by their ids, and which files are run, by colons.
COMPOSE ?= docker compose
ENGINE ?= docker
COMPOSE_FILE ?= deploy/docker-compose.yml

jobs := $(if $(JOBS),--jobs $(JOBS))
# Beside the default build, so that neither undoes the other.
postgres := --traits PostgreSQL --scratch-path .build-postgres
compose := $(COMPOSE) $(addprefix -f ,$(subst :, ,$(COMPOSE_FILE)))

.DEFAULT_GOAL := help
.PHONY: help setup build test test-postgres security overload power-loss fuzz race chaos bench bench-quick lint format demo \
    compose-keys compose-up compose-down compose-test clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what the build and the Python client need, if it is not there
	@.ci/setup

build: setup ## build the programs as they are run
	$(foreach product,$(PRODUCTS),$(SWIFT) build -c release $(jobs) --product $(product) &&) true

test: setup ## build and run all tests
	$(SWIFT) build --build-tests $(jobs)
	$(SWIFT) test --skip-build --experimental-maximum-parallelization-width $(TESTS_AT_ONCE)

test-postgres: setup ## build with PostgreSQL and run the tests of stores, services and whole suites on it
	$(SWIFT) build --build-tests $(postgres) $(jobs)
	SAURO_TEST_ENGINE=postgresql $(SWIFT) test --skip-build $(postgres) --filter '$(POSTGRES_TESTS)' \
		--experimental-maximum-parallelization-width $(TESTS_AT_ONCE)

security: setup ## keys, principals, roles, scopes, and what logs say, by real connections and every method
	$(SWIFT) build --build-tests $(jobs)
	$(SWIFT) test --skip-build --filter '$(SECURITY_TESTS)'

power-loss: setup ## cut the power under the store CUTS times, beginning with SEED; each write acknowledged is there
	$(SWIFT) build --build-tests $(jobs)
	SAURO_POWER_CUTS=$(CUTS) SAURO_POWER_SEED=$(SEED) $(SWIFT) test --skip-build --filter PowerLossTests

overload: setup ## producers ten times faster than their consumer, for a minute; the gateway's memory is measured
	$(SWIFT) build --build-tests $(jobs)
	SAURO_OVERLOAD_SECONDS=60 $(SWIFT) test --skip-build --filter OverloadTests

fuzz: setup ## try the parsers by chance: RUNS inputs each, for FUZZ_SECONDS each at most
	SWIFT="$(SWIFT)" Tests/Fuzz/run $(RUNS) $(FUZZ_SECONDS)

race: setup ## the live tests, and those of what they stand on, with Thread Sanitizer in every process; a report fails
	SWIFT="$(SWIFT)" Tests/Race/run '$(RACE)' $(RACE_SECONDS)

chaos: setup ## kill, stop, starve and mislead the suite for SECONDS by SEED; count what is lost, doubled, recovered
	$(SWIFT) build $(jobs)
	.build/debug/sauro-chaos --seed $(SEED) --seconds $(SECONDS)

bench: build ## measure the suite beside others and by itself, and write docs/benchmarks.md and docs/capacity.md
	$(SWIFT) build -c release $(jobs) --product sauro-bench
	$(SWIFT) build -c release $(jobs) --package-path Benchmarks --traits Peers --product raw-zeromq
	$(SWIFT) build -c release $(jobs) --package-path Benchmarks --traits Peers --product nats-peer
	$(SWIFT) build -c release $(jobs) --package-path Benchmarks --traits Peers --product grpc-peer
	.build/release/sauro-bench contest > docs/benchmarks-contest.json
	.build/release/sauro-bench scale $(if $(DATABASE),--database $(DATABASE)) > docs/benchmarks.json
	.build/release/sauro-bench claims > docs/benchmarks-claims.json
	.build/release/sauro-bench pages docs

bench-quick: build ## measure in two minutes what needs libzmq and SQLite only, and print it
	$(SWIFT) build -c release $(jobs) --product sauro-bench
	$(SWIFT) build -c release $(jobs) --package-path Benchmarks --product raw-zeromq
	.build/release/sauro-bench contest --quick > .build/benchmarks-quick.json
	.build/release/sauro-bench page .build/benchmarks-quick.json

lint: ## check the form of all Swift sources, and systemd's units where systemd-analyze is installed
	$(SWIFT) format lint --strict --recursive --parallel $(FORMATTED)
	@deploy/systemd/verify

format: ## bring all Swift sources into form
	$(SWIFT) format --in-place --recursive --parallel $(FORMATTED)

demo: build ## run the suite and play a merger and a directive through it
	.build/release/sauro-demo

compose-keys: ## make the keys of the suite in containers, if they are not there; builds the image if there is none
	@COMPOSE="$(COMPOSE)" deploy/keys

compose-up: ## start the suite in containers and wait until each answers; builds the image if there is none
	$(compose) up -d
	@deploy/await $(compose)

compose-down: ## stop the containers; their volumes stay
	$(compose) down

compose-test: ## prove the containers: scale, kill, upgrade under load, the demonstration; all in a project of its own
	@COMPOSE="$(COMPOSE)" ENGINE="$(ENGINE)" COMPOSE_FILE="$(COMPOSE_FILE)" deploy/test

clean: ## remove what was built
	$(SWIFT) package clean
