/*
 * publish/publish_child.h - run a renderer where it can do no harm (private
 * to the room).
 *
 * The libraries under a renderer crash when memory ends and keep silent when
 * a disk is full, so they run in a forked child: no core file, a time limit,
 * its standard error read by us. What it prints there counts as a failure,
 * because the libraries have no other way to say so.
 */
#ifndef TUNEUP_PUBLISH_PUBLISH_CHILD_H
#define TUNEUP_PUBLISH_PUBLISH_CHILD_H

#include "base/err.h"
#include "render/render.h"

/*
 * Render doc to `path` with `work` for temporary files. No SQLite connection
 * may be open. -1 with ERR_SOFTWARE if the child crashed, hung or printed
 * something, ERR_IO if the disk under `work` is full, else the renderer's own
 * error. Nothing in `path` may be used then.
 */
int child_render(const struct renderer *renderer, const struct doc *doc,
		 const char *path, const char *work, int seconds,
		 struct err *err);

/* True if a file in this directory cannot grow: for an error that has lost
 * its reason on the way. */
int disk_full(const char *dir);

#endif
