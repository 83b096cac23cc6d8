#include "config/template_file.h"

#include <string.h>

#include "base/file.h"
#include "config/embedded.h"

int own_file_load(struct yaml_file *f, const char *path, const char *shown,
		  struct err *err)
{
	struct strbuf bytes = STRBUF_INIT;
	int ret = file_read(&bytes, path, YAML_BYTES_MAX, err);

	if (!ret) {
		f->name = shown;
		f->bytes = arena_strndup(f->arena, bytes.s, bytes.len);
		f->len = bytes.len;
	} else if (err->code == ERR_DATA) {
		err->code = ERR_CONFIG;
	}
	strbuf_release(&bytes);
	return ret;
}

int template_file_load(struct yaml_file *f, const char *dir, const char *name,
		       struct err *err)
{
	const char *shown = arena_printf(f->arena, "templates/%s", name);
	const struct embedded_file *built_in = embedded_find(name);

	if (dir) {
		const char *path = path_join(f->arena, dir, shown);

		if (path_exists(path))
			return own_file_load(f, path, shown, err);
	}
	if (!built_in || strchr(name, '/'))
		return err_set(err, ERR_CONFIG, "there is no template %s, "
			       "neither built in nor in the workspace's "
			       "templates/; `tuneup list templates` shows "
			       "what there is", name);
	f->name = built_in->name;
	f->bytes = built_in->bytes;
	f->len = built_in->len;
	return 0;
}
