# tuneup: one binary, one Makefile. `make help` lists what it can do.
#
# V=1 shows the commands, BUILD=DIR builds elsewhere, CC=clang is fine too,
# SANITIZE=address,undefined makes a checking build (used by test-asan).

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
PYTHON  ?= /usr/bin/python3
CLANG   ?= clang
V       ?= 0
Q       := $(if $(filter 1,$(V)),,@)
say      = $(if $(filter 1,$(V)),@:,@printf '  %-7s %s\n' $(1) $(2))

VERSION := 0.1.0

# ---- flags ---------------------------------------------------------------

WARN := -Wall -Wextra -Wformat=2 -Wconversion -Wsign-conversion -Wshadow \
	-Wimplicit-fallthrough -Wstrict-prototypes -Wmissing-prototypes \
	-Wvla -Wpointer-arith -Wwrite-strings -Wundef -Werror
BAN  := -Werror=format-security -Werror=implicit-function-declaration \
	-Werror=int-conversion -Werror=incompatible-pointer-types
HARDEN := -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection=full -ftrivial-auto-var-init=zero \
	-fno-strict-overflow -fno-strict-aliasing \
	-fno-delete-null-pointer-checks -fno-common -fPIE
FORTIFY := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
OPT     := -O2 -g
ifneq ($(SANITIZE),)
FORTIFY := -U_FORTIFY_SOURCE -DTUNEUP_DEBUG_ARENA
OPT     := -O1 -g -fno-omit-frame-pointer -fsanitize=$(SANITIZE) \
	-fno-sanitize-recover=all
endif

CPPFLAGS += -D_GNU_SOURCE -DTUNEUP_VERSION='"$(VERSION)"' \
	-DTUNEUP_PREFIX='"$(PREFIX)"' -Isrc
CFLAGS_ALL = -std=c17 $(OPT) $(WARN) $(BAN) $(HARDEN) $(FORTIFY) \
	-ffile-prefix-map=$(CURDIR)/=  $(CFLAGS)
LDFLAGS_ALL = -pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack \
	-Wl,-z,separate-code -Wl,--as-needed -Wl,--no-copy-dt-needed-entries \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE)) $(LDFLAGS)
LDLIBS := -lxlsxwriter -lhpdf -lsqlite3 -lcsv -lyaml -ljansson -lcrypto \
	-lutf8proc -lminizip -lexpat -lz -lm -lpthread

# ---- what is built -------------------------------------------------------

SRC   := $(sort $(wildcard src/*/*.c src/*/*/*.c))
DATA  := $(sort $(wildcard report-templates/*.yaml \
	report-templates/profiles/*.yaml report-templates/workspace/* \
	report-templates/workspace/*/*))
OBJ   := $(SRC:src/%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/embedded_data.o
UNITS := $(patsubst tests/unit/%_test.c,%,$(sort $(wildcard tests/unit/*_test.c)))

.PHONY: all demo test test-asan test-formats test-faults lint format install \
	uninstall clean help deps-run deps-test bench units $(UNITS:%=unit-%)
.DELETE_ON_ERROR:

all: $(BUILD)/tuneup

$(BUILD)/tuneup: $(BUILD)/obj/main.o $(OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS)

$(BUILD)/obj/%.o: src/%.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

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

-include $(OBJ:.o=.d) $(BUILD)/obj/main.d $(wildcard $(BUILD)/unit/*.d)
