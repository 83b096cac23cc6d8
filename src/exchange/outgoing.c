/* exchange/outgoing.c - see outgoing.h. */
#include "exchange/outgoing.h"

#include <string.h>

#include "base/date.h"
#include "base/strbuf.h"

const char *outgoing_change_name(enum outgoing_change c)
{
	static const char *const name[CHANGES] = { "", "new", "changed",
						   "withdrawn" };

	return name[c];
}

void outgoing_seal(struct outgoing *o)
{
	uint8_t digest[SHA256_SIZE];
	struct sha256 *h = sha256_new();

	sha256_add_text(h, o->id);
	sha256_add_text(h, o->title);
	sha256_add_text(h, o->text);
	sha256_add_text(h, o->owner);
	sha256_add_text(h, o->email);
	sha256_add_i64(h, o->due);
	sha256_done(h, digest);
	sha256_hex(o->sha256, digest);
}

/* ---- what is new -------------------------------------------------------- */

static const struct outbox_item *told(const struct outbox_item *last, size_t n,
				      const char *id)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(last[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && !strcmp(last[low].id, id) ? &last[low] : NULL;
}

static bool is_withdrawn(const struct outbox_item *item)
{
	return !strcmp(item->change,
		       outgoing_change_name(CHANGE_WITHDRAWN));
}

static void compare(struct outgoing *o, const struct outbox_item *before)
{
	o->before = before;
	o->version = before ? before->version + 1 : 1;
	o->change = !before ? CHANGE_NEW :
		    is_withdrawn(before) || strcmp(before->sha256, o->sha256) ?
		    CHANGE_CHANGED : CHANGE_NONE;
}

static const struct outgoing *listed(const struct outgoing_list *list,
				     size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list->item[i].id, id))
			return &list->item[i];
	return NULL;
}

static const struct decided *answer_of(const struct decided_list *l,
				       const char *id)
{
	for (size_t i = 0; i < l->n; i++)
		if (!strcmp(l->item[i].decision->proposal, id))
			return &l->item[i];
	return NULL;
}

/* Told before, and not in today's list. */
static bool is_taken_back(const struct outbox_item *item,
			  const struct decided_list *decided, int32_t as_of)
{
	const struct decided *d = answer_of(decided, item->id);

	if (is_withdrawn(item))
		return false;
	if (!d)
		return item->due != DAY_NONE && item->due >= as_of;
	return !d->option || d->state == ACTION_OPEN ||
	       d->state == ACTION_LATE;
}

static void add_withdrawn(struct outgoing_list *list,
			  const struct outbox_item *item,
			  const struct decided_list *decided, struct arena *a)
{
	const struct decided *d = answer_of(decided, item->id);
	char said[DATE_MAX];
	struct outgoing o = {
		.kind = d ? OUTGOING_TASK : OUTGOING_REVIEW,
		.id = item->id, .title = item->title, .owner = item->owner,
		.email = "", .due = item->due, .change = CHANGE_WITHDRAWN,
		.version = item->version + 1, .before = item
	};

	o.text = d && !d->option ?
		arena_printf(a, "%s\nAnswered on %s: %s. Close the task, if it "
			     "is open.", item->id,
			     day_words(said, d->decision->day, DAY_FULL),
			     d->decision->choice) :
		arena_printf(a, "%s\nThis date is not held.", item->id);
	outgoing_seal(&o);
	vec_reserve(&list->item, list->n, &list->cap);
	list->item[list->n++] = o;
}

void outgoing_compare(struct outgoing_list *list,
		      const struct outbox_item *last, size_t n_last,
		      const struct decided_list *decided, int32_t as_of,
		      struct arena *a)
{
	size_t n = list->n;

	for (size_t i = 0; i < n; i++)
		compare(&list->item[i], told(last, n_last, list->item[i].id));
	for (size_t i = 0; i < n_last; i++)
		if (!listed(list, n, last[i].id) &&
		    is_taken_back(&last[i], decided, as_of))
			add_withdrawn(list, &last[i], decided, a);
}

/* ---- what differs --------------------------------------------------------- */

static const char *date_words(struct arena *a, int32_t day)
{
	char text[DATE_MAX];

	return day == DAY_NONE ? "no date" :
	       arena_strdup(a, day_words(text, day, DAY_FULL));
}

static void say(struct strbuf *s, const char *what, const char *now,
		const char *was)
{
	if (!strcmp(now, was))
		return;
	strbuf_printf(s, "%s%s %s (was %s)", s->len ? ", " : "", what,
		      *now ? now : "nobody", *was ? was : "nobody");
}

const char *outgoing_difference(const struct outgoing *o, struct arena *a)
{
	struct strbuf s = STRBUF_INIT;
	const char *text;

	if (!o->before)
		return "";
	if (o->change == CHANGE_WITHDRAWN)
		return o->kind == OUTGOING_TASK ? "not to be done any more" :
						  "not held on that day";
	if (is_withdrawn(o->before))
		strbuf_puts(&s, "taken up again");
	say(&s, "due", date_words(a, o->due), date_words(a, o->before->due));
	say(&s, "owner", o->owner, o->before->owner);
	say(&s, "action", o->title, o->before->title);
	if (!s.len)
		strbuf_puts(&s, "other details");
	text = arena_strdup(a, s.s);
	strbuf_release(&s);
	return text;
}
