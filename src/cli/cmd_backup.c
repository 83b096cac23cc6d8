/* tuneup backup: a copy of the store that was read back. */
#include <string.h>

#include "base/num.h"
#include "cli/commands.h"

struct backup_options {
	const char *to;
	bool dry_run;
};

#define AT(member) offsetof(struct backup_options, member)

static const struct option_spec options_table[] = {
	{ "to", 0, OPT_STRING, AT(to), "DIR", NULL,
	  "the folder it goes to; nothing is removed there (default: "
	  "backups)" },
	{ "dry-run", 'n', OPT_FLAG, AT(dry_run), NULL, NULL,
	  "check the store and what is there, write nothing" },
	{ .name = NULL }
};

/* Also when the newest backup holds the same: this is how damage is found. */
static int check_store_first(struct workspace *w, struct err *err)
{
	struct diags found = { 0 };
	int ret = store_verify(w->store, &found, err);

	diags_release(&found);
	return ret ? err_prefix(err, "no backup is made") : 0;
}

static int say_plan(const char *dir, struct arena *a, struct err *err)
{
	struct backup_file *list;
	size_t n;

	if (backup_list(&list, &n, dir, a, err))
		return -1;
	if (!n)
		return say(err, "the store is whole; %s has no backup yet\n"
			   "nothing was written\n", dir);
	return say(err, "the store is whole; backups in %s: %zu, the newest "
		   "is %s\nnothing was written\n", dir, n,
		   path_base(list[n - 1].path));
}

static int say_made(const struct backup_made *made, struct err *err)
{
	char bytes[NUM_TEXT_MAX], removed[NUM_TEXT_MAX];

	if (made->already)
		return say(err, "%s holds the same already, and is whole\n",
			   made->path);
	if (say(err, "%s: %s bytes, read back and whole\n", made->path,
		num_text(bytes, (double)made->bytes, 0)))
		return -1;
	if (!made->removed)
		return 0;
	return say(err, "older backups removed: %s\n",
		   num_text(removed, (double)made->removed, 0));
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct backup_options *o = options;
	struct workspace w = { 0 };
	struct backup_made made;

	if (argc)
		return no_operand("backup", argv[0], "--to DIR says where to",
				  err);
	int ret = workspace_open(&w, cli, o->dry_run ? STORE_READ
						     : STORE_WRITE, err);

	if (!ret)
		ret = check_store_first(&w, err);
	if (!ret && o->dry_run) {
		ret = say_plan(o->to ? o->to : w.backups, &cli->arena, err);
	} else if (!ret) {
		struct backup_spec spec = workspace_backups(&w, cli);

		if (o->to)
			spec = (struct backup_spec){ o->to, spec.as_of, 0 };
		ret = store_backup(&made, w.store, &spec, &cli->arena, err);
		if (!ret)
			ret = say_made(&made, err);
	}
	workspace_close(&w);
	return ret;
}

const struct command cmd_backup = {
	.id = "backup",
	.help = "copy the store to backups/ and read the copy back",
	.usage = "tuneup backup [--to DIR] [--dry-run]",
	.more = "The copy is opened again and checked like `tuneup verify` "
		"does, and only then\ngets its name, "
		"backups/tuneup-DATE-N.db; the highest N is the newest. A "
		"damaged\nstore makes no backup. In backups/ the newest "
		"`backups: keep` stay, and the last one\nof each of as many "
		"days; in --to DIR all stay.\n\nA backup is made by itself "
		"before decisions change and before migrate, restore\nand "
		"purge. people.key is not in it: keep a copy of that file "
		"somewhere else, since\nwithout it pseudonyms of people "
		"cannot go on.\n\nexample:\n"
		"  tuneup backup --to /media/disk/tuneup",
	.options = options_table,
	.options_size = sizeof(struct backup_options),
	.run = run,
};
