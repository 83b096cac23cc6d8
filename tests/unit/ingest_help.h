/*
 * tests/unit/ingest_help.h - exports made in a test, and what came of them.
 *
 * A test is about bytes: BYTES("...") keeps NULs.
 */
#ifndef TUNEUP_TESTS_UNIT_INGEST_HELP_H
#define TUNEUP_TESTS_UNIT_INGEST_HELP_H

#include "tests/unit/test.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "ingest/ingest.h"
#include "ingest/lines.h"
#include "ingest/records.h"

#define BYTES(s) (s), sizeof (s) - 1

/* A held source of bytes; source_close() it. */
static inline struct source source_of(const char *bytes, size_t len)
{
	struct source s = { .name = "t.csv", .fd = -1, .held = STRBUF_INIT };

	strbuf_add(&s.held, bytes, len);
	s.size = (int64_t)len;
	return s;
}

/* A workspace without files, in Berlin, counting euros. */
static inline struct config config_of_test(void)
{
	struct config c;

	config_defaults(&c);
	c.dir = NULL;
	c.currency = "EUR";
	c.zone = "Europe/Berlin";
	return c;
}

struct imported {
	int ret;
	struct err err;
	struct import_report report;
};

static inline struct imported import_path(struct store *s,
					  const struct config *c,
					  const char *path,
					  const struct import_options *options)
{
	struct imported got = { 0 };
	struct import_options o = options ? *options :
		(struct import_options){ 0 };

	o.as_of = 20600;
	got.ret = import_file(&got.report, s, c, path, &o, &got.err);
	return got;
}

static inline void write_file(const char *path, const char *bytes, size_t len)
{
	struct err err;

	unlink(path);
	assert_int_equal(file_write(path, bytes, len, &err), 0);
}

/* Import bytes as a file t.csv of a fresh folder. */
static inline struct imported import_bytes(struct store *s,
					   const struct config *c,
					   const char *bytes, size_t len,
					   const struct import_options *options)
{
	char dir[TEST_DIR_MAX], path[TEST_DIR_MAX + 8];
	struct imported got;

	snprintf(path, sizeof path, "%s/t.csv", test_dir(dir));
	write_file(path, bytes, len);
	got = import_path(s, c, path, options);
	unlink(path);
	rmdir(dir);
	return got;
}

static inline struct store *memory_store(void)
{
	struct store *s = NULL;
	struct err err;

	assert_int_equal(zone_use("Europe/Berlin", &err), 0);
	assert_int_equal(store_open_memory(&s, "Europe/Berlin", &err), 0);
	return s;
}

/* The account in short: read used same totals aside. */
static inline void check_account_at(const struct imported *got, int read,
				    int used, int same, int totals, int aside,
				    const char *file, int line)
{
	const struct ledger_entry *e = &got->report.entry;

	if (got->ret) {
		print_error("refused: %s\n", got->err.msg);
		_fail(file, line);
	}
	if (e->read == read && e->used == used && e->same == same &&
	    e->totals == totals && e->aside == aside)
		return;
	print_error("read %lld, used %lld, there %lld, totals %lld, aside "
		    "%lld\n", (long long)e->read, (long long)e->used,
		    (long long)e->same, (long long)e->totals,
		    (long long)e->aside);
	_fail(file, line);
}
#define check_account(got, read, used, same, totals, aside) \
	check_account_at((got), (read), (used), (same), (totals), (aside), \
			 __FILE__, __LINE__)

static inline const struct diag *diag_find(const struct import_report *r,
					   const char *code)
{
	for (size_t i = 0; i < r->diags.n; i++)
		if (!strcmp(r->diags.item[i].code, code))
			return &r->diags.item[i];
	return NULL;
}

#endif
