#include "render/xlsx_labels.h"

#include <errno.h>
#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"

#define CHUNK 65536
#define NAME_MAX_BYTES 256

struct copy {
	const char *path;
	unzFile from;
	zipFile to;
	struct err *err;
	char buffer[CHUNK];
};

static int fail(struct copy *c)
{
	if (errno)
		return err_errno(c->err, ERR_IO, errno, "the workbook %s "
				 "could not be written", c->path);
	return err_set(c->err, ERR_SOFTWARE, "the workbook %s could not be "
		       "read again to settle the labels of its charts",
		       c->path);
}

/* Inside its lists of labels only: names along an axis may break. */
static void hold(struct strbuf *out, const char *xml)
{
	static const char open[] = "<c:dLbls>", close[] = "</c:dLbls>",
			  wraps[] = "<a:bodyPr/>";
	bool inside = false;

	for (const char *p = xml; *p;) {
		if (!strncmp(p, open, sizeof open - 1))
			inside = true;
		else if (!strncmp(p, close, sizeof close - 1))
			inside = false;
		if (inside && !strncmp(p, wraps, sizeof wraps - 1)) {
			strbuf_puts(out, "<a:bodyPr wrap=\"none\"/>");
			p += sizeof wraps - 1;
			continue;
		}
		strbuf_putc(out, *p++);
	}
}

/* Marks stand above a line: two that do not break would meet. */
static bool has_marks(const char *xml)
{
	const char *end, *at = strstr(xml, "<c:symbol val=\"diamond\"/>");
	size_t n = 0;

	if (!at || strstr(xml, "<c:scatterChart>"))
		return false;
	end = strstr(at, "</c:dLbls>");
	while ((at = strstr(at, "<c:rich>")) && end && at++ < end)
		n++;
	return n > 1;
}

static bool is_chart(const char *part)
{
	return !strncmp(part, "xl/charts/chart", strlen("xl/charts/chart"));
}

static int read_part(struct copy *c, struct strbuf *sb)
{
	int n;

	if (unzOpenCurrentFile(c->from) != UNZ_OK)
		return fail(c);
	while ((n = unzReadCurrentFile(c->from, c->buffer, CHUNK)) > 0)
		strbuf_add(sb, c->buffer, (size_t)n);
	return n < 0 || unzCloseCurrentFile(c->from) != UNZ_OK ? fail(c) : 0;
}

static int open_part(struct copy *c, const char *part,
		     const unz_file_info64 *info, int raw)
{
	const zip_fileinfo as = {
		.dosDate = info->dosDate, .internal_fa = info->internal_fa,
		.external_fa = info->external_fa,
	};

	return zipOpenNewFileInZip2_64(c->to, part, &as, NULL, 0, NULL, 0,
				       NULL, (int)info->compression_method,
				       Z_DEFAULT_COMPRESSION, raw, 0) ==
	       ZIP_OK ? 0 : fail(c);
}

static int copy_chart(struct copy *c, const char *part,
		      const unz_file_info64 *info)
{
	struct strbuf xml = STRBUF_INIT, held = STRBUF_INIT;
	int ret = read_part(c, &xml);

	if (!ret && !has_marks(xml.s))
		hold(&held, xml.s);
	else
		strbuf_add(&held, xml.s, xml.len);
	if (!ret)
		ret = open_part(c, part, info, 0);
	if (!ret && zipWriteInFileInZip(c->to, held.s, (unsigned)held.len) !=
		    ZIP_OK)
		ret = fail(c);
	if (!ret && zipCloseFileInZip(c->to) != ZIP_OK)
		ret = fail(c);
	strbuf_release(&xml);
	strbuf_release(&held);
	return ret;
}

/* As it is, without unpacking it. */
static int copy_part(struct copy *c, const char *part,
		     const unz_file_info64 *info)
{
	int method, level, n;

	if (open_part(c, part, info, 1))
		return -1;
	if (unzOpenCurrentFile2(c->from, &method, &level, 1) != UNZ_OK)
		return fail(c);
	while ((n = unzReadCurrentFile(c->from, c->buffer, CHUNK)) > 0)
		if (zipWriteInFileInZip(c->to, c->buffer, (unsigned)n) !=
		    ZIP_OK)
			return fail(c);
	if (n < 0 || unzCloseCurrentFile(c->from) != UNZ_OK ||
	    zipCloseFileInZipRaw64(c->to, info->uncompressed_size,
				   info->crc) != ZIP_OK)
		return fail(c);
	return 0;
}

static int copy_all(struct copy *c)
{
	int at = unzGoToFirstFile(c->from);

	for (; at == UNZ_OK; at = unzGoToNextFile(c->from)) {
		char part[NAME_MAX_BYTES];
		unz_file_info64 info;

		if (unzGetCurrentFileInfo64(c->from, &info, part, sizeof part,
					    NULL, 0, NULL, 0) != UNZ_OK)
			return fail(c);
		if (is_chart(part) ? copy_chart(c, part, &info) :
				     copy_part(c, part, &info))
			return -1;
	}
	return at == UNZ_END_OF_LIST_OF_FILE ? 0 : fail(c);
}

int labels_hold(const char *path, struct err *err)
{
	struct copy c = { .path = path, .err = err };
	struct arena a = { 0 };
	const char *held = arena_printf(&a, "%s.held", path);
	int ret;

	errno = 0;
	c.from = unzOpen64(path);
	c.to = c.from ? zipOpen64(held, APPEND_STATUS_CREATE) : NULL;
	ret = c.to ? copy_all(&c) : fail(&c);
	if (c.from)
		unzClose(c.from);
	if (c.to && zipClose(c.to, NULL) != ZIP_OK && !ret)
		ret = fail(&c);
	if (!ret && rename(held, path))
		ret = fail(&c);
	if (ret)
		unlink(held);
	arena_release(&a);
	return ret;
}
