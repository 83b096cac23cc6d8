/*
 * The zip and the XML of a workbook. Parts are streamed through expat piece
 * by piece, so memory is that of the cells and not of the XML.
 */
#include "render/xlsx_package.h"

#include <expat.h>
#include <minizip/unzip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "render/versions.h"

#define FILE_MAX ((int64_t)256 << 20)	/* bytes of the file */
#define PART_NAME_MAX 256
#define TOTAL_MAX ((uint64_t)256 << 20)	/* bytes of all parts, unpacked */
#define DEPTH_MAX 64
#define CHUNK 65536
#define END_SIZE 22		/* bytes of a zip's end record */

/* ---- the zip ----------------------------------------------------- */

struct package {
	const char *path;
	unzFile zip;
	int fd;
	uint64_t total;		/* bytes unpacked so far */
	char **name;		/* of every part */
	size_t n_names;
	struct arena arena;
};

static int damaged(struct err *err, const char *path, const char *what)
{
	return err_set(err, ERR_DATA, "%s is not a whole workbook: %s", path,
		       what);
}

/* The file that is open already, whatever the name says by now. */
static voidpf ZCALLBACK open_fd(voidpf opaque, const void *name, int mode)
{
	int fd = dup(*(int *)opaque);
	FILE *f;

	(void)name;
	(void)mode;
	if (fd < 0)
		return NULL;
	f = fdopen(fd, "rb");
	if (!f)
		close(fd);
	return f;
}

static bool has_part(const struct package *p, const char *part)
{
	for (size_t i = 0; i < p->n_names; i++)
		if (!strcmp(p->name[i], part))
			return true;
	return false;
}

static int part_names(struct package *p, struct err *err)
{
	char name[PART_NAME_MAX];
	size_t cap = 0;
	int ret;

	for (ret = unzGoToFirstFile(p->zip); ret == UNZ_OK;
	     ret = unzGoToNextFile(p->zip)) {
		unz_file_info64 info;

		if (unzGetCurrentFileInfo64(p->zip, &info, name, sizeof name,
					    NULL, 0, NULL, 0) != UNZ_OK ||
		    info.size_filename >= sizeof name ||
		    strlen(name) != info.size_filename)
			return damaged(err, p->path, "a part's name cannot be "
				       "read");
		if (has_part(p, name))
			return damaged(err, p->path, "two parts have the same "
				       "name");
		if (!arena_room(&p->arena, &p->name, p->n_names, &cap,
				sizeof *p->name, XLSX_PARTS_MAX))
			return damaged(err, p->path, "it has too many parts");
		p->name[p->n_names++] = arena_strdup(&p->arena, name);
	}
	if (ret != UNZ_END_OF_LIST_OF_FILE)
		return damaged(err, p->path, "its directory is damaged");
	return 0;
}

void package_close(struct package *p)
{
	if (!p)
		return;
	if (p->zip)
		unzClose(p->zip);
	if (p->fd >= 0)
		close(p->fd);
	arena_release(&p->arena);
	free(p);
}

/* Does the file end where its end record says? The library does not miss the
 * last bytes of a file that was cut there. */
static bool ends_whole(int fd, int64_t size)
{
	unsigned char end[END_SIZE + 65535];
	size_t want = size < (int64_t)sizeof end ? (size_t)size : sizeof end;
	ssize_t n = pread(fd, end, want, (off_t)(size - (int64_t)want));

	if (n < END_SIZE || (size_t)n != want)
		return false;
	for (size_t at = want - END_SIZE + 1; at-- > 0;) {
		const unsigned char *e = end + at;

		if (!memcmp(e, "PK\5\6", 4) &&
		    at + END_SIZE + e[20] + 256u * e[21] == want)
			return true;
	}
	return false;
}

/* What people hand over instead, and what to do; NULL: it may be one. */
static const char *other_than_zip(int fd, int64_t size)
{
	static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
	char head[8] = { 0 };

	if (!size)
		return "it is empty";
	if (pread(fd, head, sizeof head, 0) < 0)
		return NULL; /* told when it is read */
	/* Excel keeps an encrypted workbook in such a file, too */
	if (!memcmp(head, ole, sizeof head))
		return "a password protects it, or it is an .xls of old; save "
		       "it as Excel workbook (.xlsx) without a password";
	if (!memcmp(head, "%PDF", 4))
		return "it is a PDF; name the workbook";
	return memcmp(head, "PK", 2) ? "it is no spreadsheet, or one of "
				       "another format; save it as Excel "
				       "workbook (.xlsx)" : NULL;
}

/* Of a zip. */
static const char *other_than_workbook(const struct package *p)
{
	if (has_part(p, "_rels/.rels") || has_part(p, "xl/workbook.xml"))
		return NULL;
	return has_part(p, "content.xml") ?
	       "it is an OpenDocument file (.ods); save it as Excel workbook "
	       "(.xlsx)" : "it is a zip of other files; name the workbook";
}

static int no_workbook(struct err *err, const char *path, const char *why)
{
	return err_set(err, ERR_DATA, "%s is no Excel workbook: %s", path,
		       why);
}

static int package_zip(struct package *p, struct err *err)
{
	zlib_filefunc64_def functions;
	const char *other;
	int64_t size;

	if (file_open_read(&p->fd, p->path, &size, err)) {
		p->fd = -1;
		return -1;
	}
	if (size > FILE_MAX)
		return err_set(err, ERR_DATA, "%s has %lld bytes; workbooks "
			       "up to %lld are read", p->path,
			       (long long)size, (long long)FILE_MAX);
	other = other_than_zip(p->fd, size);
	if (other)
		return no_workbook(err, p->path, other);
	if (!ends_whole(p->fd, size))
		return damaged(err, p->path, "it does not end as a zip does");
	fill_fopen64_filefunc(&functions);
	functions.zopen64_file = open_fd;
	functions.opaque = &p->fd;
	p->zip = unzOpen2_64(p->path, &functions);
	if (!p->zip)
		return damaged(err, p->path, "no zip directory was found at "
			       "its end");
	if (part_names(p, err))
		return -1;
	other = other_than_workbook(p);
	return other ? no_workbook(err, p->path, other) : 0;
}

int package_open(struct package **out, const char *path, struct err *err)
{
	struct package *p = xcalloc(1, sizeof *p);

	p->path = arena_strdup(&p->arena, path);
	p->fd = -1;
	*out = NULL;
	if (package_zip(p, err)) {
		package_close(p);
		return -1;
	}
	*out = p;
	return 0;
}

const char *package_path(const struct package *p)
{
	return p->path;
}

size_t package_count(const struct package *p)
{
	return p->n_names;
}

const char *package_part(const struct package *p, size_t i)
{
	return p->name[i];
}

/* ---- XML --------------------------------------------------------- */

/* Names come as "namespace|name"; workbooks differ in prefixes only. */
static const char *local_name(const char *name)
{
	const char *bar = strrchr(name, '|');

	return bar ? bar + 1 : name;
}

void xml_refuse(struct xml *x, const char *why)
{
	if (!x->refused)
		x->refused = why;
	XML_StopParser(x->parser, XML_FALSE);
}

static void XMLCALL on_start(void *data, const XML_Char *name,
			     const XML_Char **attr)
{
	struct xml *x = data;

	if (++x->depth > DEPTH_MAX) {
		xml_refuse(x, "elements are nested too deeply");
		return;
	}
	if (x->start && !x->refused)
		x->start(x->ctx, local_name(name), (const char **)attr);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
	struct xml *x = data;

	x->depth--;
	if (x->end && !x->refused)
		x->end(x->ctx, local_name(name));
}

static void XMLCALL on_text(void *data, const XML_Char *s, int len)
{
	struct xml *x = data;

	if (x->text && !x->refused)
		x->text(x->ctx, s, (size_t)len);
}

static void XMLCALL on_doctype(void *data, const XML_Char *name,
			       const XML_Char *system_id,
			       const XML_Char *public_id, int internal)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	xml_refuse(data, "it has a document type, which no workbook needs");
}

static int xml_error(const struct package *p, const struct xml *x,
		     const char *part, struct err *err)
{
	return err_set(err, ERR_DATA, "%s: part %s, line %lu: %s", p->path,
		       part, (unsigned long)
		       XML_GetCurrentLineNumber(x->parser),
		       x->refused ? x->refused :
		       XML_ErrorString(XML_GetErrorCode(x->parser)));
}

/* The part that is open in the zip, to its end. */
static int xml_feed(struct package *p, struct xml *x, const char *part,
		    struct err *err)
{
	for (;;) {
		void *buffer = XML_GetBuffer(x->parser, CHUNK);
		int n;

		if (!buffer)
			return xml_error(p, x, part, err);
		n = unzReadCurrentFile(p->zip, buffer, CHUNK);
		if (n < 0)
			return err_set(err, ERR_DATA, "%s: part %s cannot be "
				       "unpacked", p->path, part);
		p->total += (uint64_t)n;
		if (p->total > TOTAL_MAX)
			return err_set(err, ERR_DATA, "%s unpacks to more "
				       "than %llu bytes", p->path,
				       (unsigned long long)TOTAL_MAX);
		if (XML_ParseBuffer(x->parser, n, n == 0) != XML_STATUS_OK ||
		    x->refused)
			return xml_error(p, x, part, err);
		if (n == 0)
			return 0;
	}
}

/* Parse one part; the checksum is looked at when it is closed. */
int package_xml(struct package *p, const char *part, struct xml *x,
		struct err *err)
{
	int ret;

	if (unzLocateFile(p->zip, part, 1) != UNZ_OK ||
	    unzOpenCurrentFile(p->zip) != UNZ_OK)
		return err_set(err, ERR_DATA, "%s has no part %s that can be "
			       "opened", p->path, part);
	x->parser = XML_ParserCreateNS(NULL, '|');
	if (!x->parser)
		err_no_memory();
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	/* the salt is for hash tables that an attacker cannot reach here;
	 * fixed, so that nothing depends on the clock */
	XML_SetHashSalt(x->parser, 0x74756E65);
	ret = xml_feed(p, x, part, err);
	XML_ParserFree(x->parser);
	x->parser = NULL;
	if (unzCloseCurrentFile(p->zip) == UNZ_CRCERROR && !ret)
		ret = err_set(err, ERR_DATA, "%s: part %s does not have its "
			      "checksum", p->path, part);
	return ret;
}

const char *xml_attr(const char **attr, const char *name)
{
	for (; *attr; attr += 2)
		if (!strcmp(local_name(attr[0]), name))
			return attr[1];
	return NULL;
}

void xml_collect(struct xml_text *t, struct xml *x, const char *s, size_t len)
{
	if (!t->on)
		return;
	if (t->sb.len + len > XLSX_TEXT_BYTES_MAX) {
		xml_refuse(x, "a text is too long");
		return;
	}
	strbuf_add(&t->sb, s, len);
}

bool arena_room(struct arena *a, void *item, size_t n, size_t *cap,
		size_t size, size_t max)
{
	void **base = item, *more;

	if (n < *cap)
		return true;
	if (n >= max)
		return false;
	*cap = *cap ? *cap * 2 : 64;
	more = arena_array(a, *cap, size);
	if (n)
		memcpy(more, *base, n * size);
	*base = more;
	return true;
}

const char *xml_library_version(void)
{
	return XML_ExpatVersion();
}
