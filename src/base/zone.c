/*
 * Asking localtime_r() costs a lock and a search, and an import asks a million
 * times. So each thread keeps, for blocks of 2^25 seconds (388 days), the
 * few moments at which the offset changed, found by sampling and bisection.
 *
 * A sample a day is enough: no zone in tzdata changes its offset twice within
 * three days.
 */
#include "base/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"

#define ZONE_DIR "/usr/share/zoneinfo/"
#define DAY_SECONDS 86400

#define BLOCK_SHIFT 25
#define CHANGES_MAX 24
#define BLOCKS 16

/* No offset is or was further from UTC (Manila had -15:56 until 1844). */
#define OFFSET_MAX (16 * 3600)

static struct {
	char name[64];
	bool fixed;		/* UTC: the offset is 0 and nobody is asked */
	unsigned int use;	/* counts zone_use(): older blocks are stale */
} zone = { "UTC", true, 1 };

struct change {
	int64_t at;		/* first second with this offset */
	int32_t offset;		/* seconds east of UTC */
};

struct block {
	unsigned int use;	/* zone.use it was filled under, 0 = empty */
	int64_t number;		/* utc >> BLOCK_SHIFT */
	int n;			/* changes, at least 1; 0 = too many to keep */
	struct change change[CHANGES_MAX];	/* ascending */
};

static _Thread_local struct block blocks[BLOCKS];

static int32_t offset_ask(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm tm;

	if (!localtime_r(&t, &tm))
		BUG("%lld is no time libc can tell", (long long)utc);
	return (int32_t)tm.tm_gmtoff;
}

/* First second in (from, to] whose offset is not that of `from`. */
static int64_t change_find(int64_t from, int64_t to, int32_t offset)
{
	while (to - from > 1) {
		int64_t mid = from + (to - from) / 2;

		if (offset_ask(mid) == offset)
			from = mid;
		else
			to = mid;
	}
	return to;
}

/* Add the changes in (from, to] to the block; -1 if they do not fit. */
static int block_add(struct block *b, int64_t from, int64_t to)
{
	int32_t last = offset_ask(to);

	while (b->change[b->n - 1].offset != last) {
		int64_t at = change_find(from, to,
					 b->change[b->n - 1].offset);

		if (b->n == CHANGES_MAX)
			return -1;
		b->change[b->n++] = (struct change){ at, offset_ask(at) };
		from = at;
	}
	return 0;
}

static void block_fill(struct block *b, int64_t number)
{
	int64_t from = number * ((int64_t)1 << BLOCK_SHIFT);
	int64_t end = from + ((int64_t)1 << BLOCK_SHIFT) - 1;

	b->use = zone.use;
	b->number = number;
	b->n = 1;
	b->change[0] = (struct change){ from, offset_ask(from) };
	while (from < end) {
		int64_t to = from + DAY_SECONDS;

		if (to > end)
			to = end;
		if (block_add(b, from, to)) {
			b->n = 0;
			return;
		}
		from = to;
	}
}

static int32_t offset_at(int64_t utc)
{
	int64_t number = utc >> BLOCK_SHIFT;
	struct block *b = &blocks[(uint64_t)number % BLOCKS];
	int i;

	if (zone.fixed)
		return 0;
	if (b->use != zone.use || b->number != number)
		block_fill(b, number);
	if (!b->n)
		return offset_ask(utc);
	for (i = b->n - 1; i > 0 && b->change[i].at > utc; i--)
		;
	return b->change[i].offset;
}

/*
 * A name that leads to a zone file and nowhere else. "right/" counts leap
 * seconds, which nobody's export does; "localtime" and "posixrules" are
 * whatever this machine thinks.
 */
static bool name_is_safe(const char *name)
{
	size_t len = strlen(name);

	if (!len || len >= sizeof zone.name || name[0] == '/')
		return false;
	if (strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		   "abcdefghijklmnopqrstuvwxyz0123456789_+-/") != len)
		return false;
	return strncmp(name, "right/", 6) && strcmp(name, "localtime") &&
		strcmp(name, "posixrules");
}

#define ZONE_FILE_MAX 65536	/* the largest of tzdata has 3 KB */

struct zone_file {
	char bytes[ZONE_FILE_MAX];
	size_t len;
};

static int no_zone(const char *name, struct err *err)
{
	return err_set(err, ERR_CONFIG, "there is no time zone '%.64s'; "
		       "expected a name of the IANA list such as "
		       "'Europe/Berlin' or 'UTC' (all of them: ls " ZONE_DIR
		       "; Debian's package is tzdata)", name);
}

static int zone_file_read(struct zone_file *f, const char *name,
			  struct err *err)
{
	char path[sizeof ZONE_DIR + sizeof zone.name];
	struct stat st;
	ssize_t got = -1;

	snprintf(path, sizeof path, "%s%s", ZONE_DIR, name);
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return no_zone(name, err);
	if (fd >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode))
		got = read(fd, f->bytes, sizeof f->bytes);
	else if (fd >= 0)
		errno = EINVAL;
	int failed = errno;

	if (fd >= 0)
		close(fd);
	if (got < 0 && failed != EINVAL)
		return err_errno(err, ERR_IO, failed, "cannot read %s", path);
	if (got < 4 || memcmp(f->bytes, "TZif", 4))
		return no_zone(name, err);
	f->len = (size_t)got;
	return 0;
}

/*
 * Did libc read the same file? tzset() reports nothing: when it cannot open
 * the file at that moment it goes on in UTC and every fact would move by the
 * offset. The abbreviation it then invents is not one of the file's.
 */
static bool libc_has_it(const struct zone_file *f)
{
	time_t t = 0;
	struct tm tm;

	if (!localtime_r(&t, &tm) || !tm.tm_zone || !*tm.tm_zone)
		return false;
	return memmem(f->bytes, f->len, tm.tm_zone, strlen(tm.tm_zone) + 1);
}

int zone_use(const char *name, struct err *err)
{
	bool fixed = strcmp(name, "UTC") == 0;
	struct zone_file file = { .len = 0 };

	if (!name_is_safe(name))
		return no_zone(name, err);
	if (!fixed && zone_file_read(&file, name, err))
		return -1;
	/* TZDIR would let the caller's environment swap the zone's data */
	if (unsetenv("TZDIR") || setenv("TZ", name, 1))
		err_no_memory();
	tzset();
	if (!fixed && !libc_has_it(&file))
		return err_set(err, ERR_IO, "the C library could not read "
			       ZONE_DIR "%s; nothing was done, try again",
			       name);
	memmove(zone.name, name, strlen(name) + 1);
	zone.fixed = fixed;
	zone.use++;
	return 0;
}

const char *zone_name(void)
{
	return zone.name;
}

/* True if no offset can lead out of the days a date can have. */
static bool utc_is_sane(int64_t utc)
{
	return utc >= (int64_t)DAY_MIN * DAY_SECONDS - OFFSET_MAX &&
		utc < ((int64_t)DAY_MAX + 1) * DAY_SECONDS + OFFSET_MAX;
}

struct civil_time zone_civil(int64_t utc)
{
	struct civil_time none = { DAY_NONE, 0 };
	int64_t local, day;

	if (!utc_is_sane(utc))
		return none;
	local = utc + offset_at(utc);
	day = local / DAY_SECONDS - (local % DAY_SECONDS < 0);
	if (day < DAY_MIN || day > DAY_MAX)
		return none;
	return (struct civil_time){ (int32_t)day,
				    (int32_t)(local - day * DAY_SECONDS) };
}

int64_t zone_utc(int32_t day, int32_t second, enum zone_fit *fit)
{
	int64_t local = (int64_t)day * DAY_SECONDS + second;
	int32_t before, after;
	bool before_fits, after_fits;

	if (day < DAY_MIN || day > DAY_MAX)
		BUG("day %d is no civil day", (int)day);
	/* whatever the offset is, the answer lies between these two */
	before = offset_at(local - OFFSET_MAX);
	after = offset_at(local + OFFSET_MAX);
	before_fits = offset_at(local - before) == before;
	after_fits = before != after && offset_at(local - after) == after;
	*fit = before_fits && after_fits ? ZONE_TWICE : ZONE_EXACT;
	if (before_fits)
		return local - before;
	if (after_fits)
		return local - after;
	*fit = ZONE_SKIPPED;
	return local - before;
}
