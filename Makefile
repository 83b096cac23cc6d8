# tuneup: one binary, one Makefile. `make help` lists what it can do.
#
# V=1 shows the commands, BUILD=DIR builds elsewhere, CC=clang is fine too,
# SANITIZE=address,undefined makes a checking build (used by test-asan).

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
PYTHON  ?= /usr/bin/python3
JOBS    ?= $(shell nproc)
CLANG   ?= clang
V       ?= 0
Q       := $(if $(filter 1,$(V)),,@)
say      = $(if $(filter 1,$(V)),@:,@printf '  %-7s %s\n' $(1) $(2))

# RELEASED stands in the manual page and the packages: no clock is asked.
VERSION  := 0.1.0
RELEASED := November 28, 2026

# ---- flags ---------------------------------------------------------------

WARN := -Wall -Wextra -Wformat=2 -Wconversion -Wsign-conversion -Wshadow \
	-Wimplicit-fallthrough -Wstrict-prototypes -Wmissing-prototypes \
	-Wvla -Wpointer-arith -Wwrite-strings -Wundef -Werror
BAN  := -Werror=format-security -Werror=implicit-function-declaration \
	-Werror=int-conversion -Werror=incompatible-pointer-types
HARDEN := -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection=full -fno-strict-overflow -fno-strict-aliasing \
	-fno-delete-null-pointer-checks -fno-common -fPIE
# clang 14 wants a second flag before it takes the first.
ifeq ($(findstring clang,$(CC)),)
HARDEN += -ftrivial-auto-var-init=zero
endif
FORTIFY := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
OPT     := -O2 -g
ifneq ($(SANITIZE),)
FORTIFY := -U_FORTIFY_SOURCE -DTUNEUP_DEBUG_ARENA
OPT     := -O1 -g -fno-omit-frame-pointer -fsanitize=$(SANITIZE) \
	-fno-sanitize-recover=all
endif

CPPFLAGS += -D_GNU_SOURCE -DTUNEUP_VERSION='"$(VERSION)"' \
	-DTUNEUP_RELEASED='"$(RELEASED)"' -Isrc
CFLAGS_ALL = -std=c17 $(OPT) $(WARN) $(BAN) $(HARDEN) $(FORTIFY) \
	-ffile-prefix-map=$(CURDIR)=. $(CFLAGS)
LDFLAGS_ALL = -pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack \
	-Wl,-z,separate-code -Wl,--as-needed -Wl,--no-copy-dt-needed-entries \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE)) $(LDFLAGS)
LDLIBS := -lxlsxwriter -lhpdf -lsqlite3 -lcsv -lyaml -ljansson -lcrypto \
	-lutf8proc -lminizip -lexpat -lz -lm

# ---- what is built -------------------------------------------------------

SRC   := $(sort $(wildcard src/*/*.c src/*/*/*.c))
DATA  := $(sort $(wildcard report-templates/*.yaml \
	report-templates/profiles/*.yaml report-templates/workspace/* \
	report-templates/workspace/*/* fixtures/agency/*.csv \
	fixtures/agency/*.yaml))
OBJ   := $(SRC:src/%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/embedded_data.o
UNITS := $(patsubst tests/unit/%_test.c,%,$(sort $(wildcard tests/unit/*_test.c)))

FUZZERS := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c)))
# Inputs that `make fuzz` tries on each target.
RUNS    ?= 100000

.PHONY: all demo test test-asan test-formats test-faults test-power \
	test-mutants coverage fuzz lint format install uninstall deb dist \
	test-install test-boot clean help deps-run deps-test bench units $(UNITS:%=unit-%)
.DELETE_ON_ERROR:

all: $(BUILD)/tuneup

$(BUILD)/tuneup: $(BUILD)/obj/main.o $(OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS)

$(BUILD)/obj/%.o: src/%.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# Where it is installed matters to one file; a package made from the same
# objects compiles only that one again.
$(BUILD)/prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' >$@
$(BUILD)/obj/render/render.o: $(BUILD)/prefix
$(BUILD)/obj/render/render.o: CPPFLAGS += -DTUNEUP_PREFIX='"$(PREFIX)"'
FORCE:

$(BUILD)/embedded_data.c: scripts/embed $(DATA)
	$(call say,EMBED,$@)
	@mkdir -p $(@D)
	$(Q)scripts/embed $@ $(DATA)

$(BUILD)/obj/embedded_data.o: $(BUILD)/embedded_data.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -c -o $@ $<

# ---- unit tests: one cmocka program a file -------------------------------

$(BUILD)/unit/%: tests/unit/%_test.c $(OBJ)
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -I. $(CFLAGS_ALL) -MMD -MP -MF $@.d $(LDFLAGS_ALL) \
		-o $@ $< $(OBJ) -lcmocka $(LDLIBS)

$(UNITS:%=unit-%): unit-%: $(BUILD)/unit/%
	$(Q)$<

units: $(UNITS:%=$(BUILD)/unit/%)

# ---- simulations: METRICS' tables with our code, see tests/simulate ------

SIMULATE := $(sort $(wildcard tests/simulate/*.c))

$(BUILD)/simulate: $(SIMULATE) $(wildcard tests/simulate/*.h) $(OBJ)
	$(call say,TEST,tests/simulate)
	$(Q)$(CC) $(CPPFLAGS) -I. $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ \
		$(SIMULATE) $(OBJ) $(LDLIBS)

# ---- fuzzing: clang's libFuzzer, see tests/fuzz/README.md ----------------

$(BUILD)/fuzz/%: tests/fuzz/%.c $(OBJ)
	$(call say,FUZZ,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -DFUZZ $(CFLAGS_ALL) $(LDFLAGS_ALL) \
		-fsanitize=fuzzer -o $@ $< $(OBJ) $(LDLIBS)

# ---- for people ----------------------------------------------------------

# Packages are asked for only when something is missing.
deps-run:
	@scripts/deps --check build run || scripts/deps build run
deps-test:
	@scripts/deps --check build run test || scripts/deps build run test

# Sub-makes, because the packages must be there before anything is compiled.
demo: deps-run
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory $(BUILD)/tuneup
	$(Q)rm -rf $(BUILD)/demo
	$(Q)$(BUILD)/tuneup demo $(BUILD)/demo

test: deps-test
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory $(BUILD)/tuneup units
	$(Q)tests/run $(BUILD)

test-asan: deps-test
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory BUILD=$(BUILD)/asan \
		SANITIZE=address,undefined $(BUILD)/asan/tuneup units
	$(Q)tests/run $(BUILD)/asan

# Which lines and branches of src/ `make test` runs: tests/README.md.
COVERAGE := --coverage -fprofile-update=atomic -include tests/coverage/dump.h

coverage:
	@scripts/deps --check build run test coverage || \
		scripts/deps build run test coverage
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory BUILD=$(BUILD)/coverage \
		OPT='-O0 -g' FORTIFY=-U_FORTIFY_SOURCE LDFLAGS=--coverage \
		CFLAGS='$(COVERAGE)' $(BUILD)/coverage/tuneup units
	$(Q)tests/coverage/run $(BUILD)/coverage

test-formats:
	@scripts/deps --check build run test formats || \
		scripts/deps build run test formats
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory $(BUILD)/tuneup
	$(Q)tests/formats/run $(BUILD)

test-faults:
	@scripts/deps --check build run faults || scripts/deps build run faults
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory $(BUILD)/tuneup
	$(Q)$(PYTHON) tests/faults/faults.py $(BUILD)
	$(Q)$(PYTHON) tests/faults/power.py $(BUILD)
	$(Q)$(PYTHON) tests/faults/parallel.py $(BUILD)

# POWER=--long: the whole campaign.
test-power:
	@scripts/deps --check build run faults || scripts/deps build run faults
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory $(BUILD)/tuneup
	$(Q)$(PYTHON) tests/faults/power.py $(BUILD) $(POWER)

test-mutants:
	@scripts/deps --check build run test faults || \
		scripts/deps build run test faults
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory $(BUILD)/tuneup
	$(Q)$(PYTHON) tests/faults/mutants.py $(BUILD)

fuzz:
	@scripts/deps --check build lint || scripts/deps build lint
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory BUILD=$(BUILD)/clang-fuzz \
		CC="$(CLANG)" SANITIZE=address,undefined,fuzzer-no-link \
		$(FUZZERS:%=$(BUILD)/clang-fuzz/fuzz/%)
	$(Q)tests/fuzz/run $(BUILD)/clang-fuzz $(RUNS)

lint:
	@scripts/deps --check build lint || scripts/deps build lint
	$(Q)scripts/lint $(BUILD)

simulate: deps-run
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory $(BUILD)/simulate
	$(Q)$(BUILD)/simulate

bench:
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory $(BUILD)/tuneup
	$(Q)$(PYTHON) tests/bench/bench.py $(BUILD)

format:
	$(Q)clang-format -i $(wildcard src/*.c) $(SRC) \
		$(wildcard src/*/*.h tests/unit/*.[ch])

# ---- installing ----------------------------------------------------------

MAN        := $(PREFIX)/share/man/man1/tuneup.1
COMPLETION := $(PREFIX)/share/bash-completion/completions/tuneup
UNITS_DIR  := $(PREFIX)/lib/systemd/system
UNIT_FILES := tuneup@.service tuneup@.timer tuneup-failed@.service
DOC        := $(PREFIX)/share/doc/tuneup
DOC_FILES  := README.md SECURITY.md numbers.md profiles.md running.md
INSTALLED  := $(PREFIX)/bin/tuneup $(MAN) $(COMPLETION) $(DOC_FILES:%=$(DOC)/%) \
	$(UNIT_FILES:%=$(UNITS_DIR)/%) $(PREFIX)/lib/sysusers.d/tuneup.conf \
	$(PREFIX)/lib/tmpfiles.d/tuneup.conf

$(BUILD)/tuneup.1: $(BUILD)/tuneup
	$(Q)$< help --man >$@
$(BUILD)/tuneup.bash: $(BUILD)/tuneup
	$(Q)$< help --completion bash >$@

# share/tuneup/fonts is where a typeface of your own is looked for first.
install: $(BUILD)/tuneup $(BUILD)/tuneup.1 $(BUILD)/tuneup.bash
	install -D -m 755 $(BUILD)/tuneup $(DESTDIR)$(PREFIX)/bin/tuneup
	install -D -m 644 $(BUILD)/tuneup.1 $(DESTDIR)$(MAN)
	install -D -m 644 $(BUILD)/tuneup.bash $(DESTDIR)$(COMPLETION)
	install -d -m 755 $(DESTDIR)$(DOC)
	install -m 644 README.md SECURITY.md $(DESTDIR)$(DOC)
	install -m 644 report-templates/README.md $(DESTDIR)$(DOC)/numbers.md
	install -m 644 report-templates/profiles/README.md \
		$(DESTDIR)$(DOC)/profiles.md
	install -m 644 scripts/README.md $(DESTDIR)$(DOC)/running.md
	install -d -m 755 $(DESTDIR)$(UNITS_DIR) \
		$(DESTDIR)$(PREFIX)/share/tuneup/fonts
	for unit in $(UNIT_FILES); do \
		sed 's,/usr/bin/tuneup,$(PREFIX)/bin/tuneup,' \
			scripts/systemd/$$unit >$(DESTDIR)$(UNITS_DIR)/$$unit && \
		chmod 644 $(DESTDIR)$(UNITS_DIR)/$$unit || exit 1; \
	done
	install -D -m 644 scripts/systemd/sysusers.conf \
		$(DESTDIR)$(PREFIX)/lib/sysusers.d/tuneup.conf
	install -D -m 644 scripts/systemd/tmpfiles.conf \
		$(DESTDIR)$(PREFIX)/lib/tmpfiles.d/tuneup.conf

uninstall:
	rm -f $(INSTALLED:%=$(DESTDIR)%)
	-rmdir $(DESTDIR)$(DOC) $(DESTDIR)$(PREFIX)/share/tuneup/fonts \
		$(DESTDIR)$(PREFIX)/share/tuneup 2>/dev/null

deb:
	@scripts/deps --check build package || scripts/deps build package
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory PREFIX=/usr $(BUILD)/tuneup
	$(Q)scripts/make-deb $(BUILD) $(VERSION) '$(RELEASED)'

dist:
	$(Q)scripts/make-dist $(BUILD) $(VERSION) '$(RELEASED)'

test-install:
	@scripts/deps --check build run package install || \
		scripts/deps build run package install
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory PREFIX=/usr $(BUILD)/tuneup
	$(Q)tests/install/run $(BUILD) $(VERSION) '$(RELEASED)'

test-boot:
	@scripts/deps --check build run package boot || \
		scripts/deps build run package boot
	$(Q)$(MAKE) -j$(JOBS) --no-print-directory PREFIX=/usr $(BUILD)/tuneup
	$(Q)tests/install/boot "$$(scripts/make-deb $(BUILD) $(VERSION) \
		'$(RELEASED)')"

clean:
	rm -rf $(BUILD)

help:
	@printf '%s\n' \
	'make all           build $(BUILD)/tuneup' \
	'make demo          build, import fixtures/, write both reports' \
	'make test          unit tests and golden cases' \
	'make test-asan     the same under address and undefined sanitizers' \
	'make test-formats  what LibreOffice, the Open XML SDK, openpyxl,' \
	'                   poppler and qpdf say about the reports' \
	'make test-faults   kill, full disk and power loss at every write' \
	'make test-power    power loss alone; POWER=--long draws more' \
	'make test-mutants  the program without one protection: seen by a test?' \
	'make coverage      the lines and branches that the tests run' \
	'make fuzz          the front end on made-up bytes; RUNS=2000000' \
	'make lint          layers, both compilers, analyzers' \
	'make simulate      the simulated tables of METRICS, made again' \
	'make bench         speed and memory beside other tools' \
	'make format        clang-format over the sources' \
	'make install       to $$DESTDIR$$PREFIX ($(PREFIX)); make uninstall' \
	'make deb, dist     a Debian package, the sources in an archive' \
	'make test-install  package, manual page, units and a second build' \
	'make test-boot     the units in a Debian that boots; wants root' \
	'make clean         remove $(BUILD)' \
	'V=1 shows commands; BUILD=, CC=, CFLAGS=, SANITIZE= are yours'

-include $(OBJ:.o=.d) $(BUILD)/obj/main.d $(wildcard $(BUILD)/unit/*.d)
