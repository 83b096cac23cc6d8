#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_font.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "render/pdf_content.h"
#include "render/pdf_draw.h"
#include "render/pdf_tag.h"

struct file {
	HPDF_Doc pdf;
	const struct layout *l;
	const struct doc *doc;
	const struct fonts *fonts;
	HPDF_Font font[FACE_COUNT];
	HPDF_ExtGState alpha[101];
	HPDF_Page *page;
	bool tagged;
	struct tree tree;
	HPDF_STATUS status;	/* first error the library told us */
	HPDF_STATUS detail;
};

/* The library goes on after an error and so do we, to the next check. */
static void note_error(HPDF_STATUS status, HPDF_STATUS detail, void *arg)
{
	struct file *f = arg;

	if (f->status)
		return;
	f->status = status;
	f->detail = detail;
}

static int check(const struct file *f, const char *step, struct err *err)
{
	HPDF_STATUS status = f->status;

	if (!status && f->pdf)
		status = HPDF_GetError(f->pdf);
	if (!status)
		return 0;
	return err_set(err, ERR_SOFTWARE,
		       "the PDF library failed (%s): error 0x%04lX, detail "
		       "%lu", step, (unsigned long)status,
		       (unsigned long)f->detail);
}

/*
 * The library's map from codes to text uses an operator that readers ignore,
 * and nothing can be copied or searched. Codes are the text's own here, so
 * each code stands for itself.
 */
static void map_to_text(HPDF_Font font)
{
	HPDF_Stream out = ((HPDF_FontAttr)font->attr)->cmap_stream->stream;
	char line[64];

	HPDF_MemStream_FreeData(out);
	HPDF_Stream_WriteStr(out,
		"/CIDInit /ProcSet findresource begin\n"
		"12 dict begin\nbegincmap\n"
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS)"
		" /Supplement 0 >> def\n"
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (unsigned high = 0; high < 256; high++) {
		if (high % 64 == 0)
			HPDF_Stream_WriteStr(out, "64 beginbfrange\n");
		snprintf(line, sizeof line, "<%02X00> <%02XFF> <%02X00>\n",
			 high, high, high);
		HPDF_Stream_WriteStr(out, line);
		if (high % 64 == 63)
			HPDF_Stream_WriteStr(out, "endbfrange\n");
	}
	HPDF_Stream_WriteStr(out, "endcmap\n"
			     "CMapName currentdict /CMap defineresource pop\n"
			     "end\nend\n");
}

static int fonts_embed(struct file *f, struct err *err)
{
	for (int i = 0; i < FACE_COUNT; i++) {
		const char *name = HPDF_LoadTTFontFromFile(f->pdf,
					f->fonts->path[i], HPDF_TRUE);

		if (!name)
			return check(f, f->fonts->path[i], err);
		f->font[i] = HPDF_GetFont(f->pdf, name, "UTF-8");
		if (!f->font[i])
			return check(f, f->fonts->path[i], err);
		map_to_text(f->font[i]);
	}
	return check(f, "fonts", err);
}

static void properties(struct file *f)
{
	const struct doc *d = f->doc;
	struct civil c = day_civil(d->created);
	HPDF_Date date = { c.year, c.month, c.day, 0, 0, 0, 'Z', 0, 0 };
	struct arena a = { 0 };
	const char *title = arena_printf(&a, "%s, %s", d->title,
					 d->period ? d->period : "");
	HPDF_Dict view = HPDF_Dict_New(f->pdf->mmgr);

	HPDF_SetInfoAttr(f->pdf, HPDF_INFO_TITLE, title);
	if (d->team && *d->team)
		HPDF_SetInfoAttr(f->pdf, HPDF_INFO_SUBJECT, d->team);
	HPDF_SetInfoAttr(f->pdf, HPDF_INFO_CREATOR, "tuneup");
	HPDF_SetInfoDateAttr(f->pdf, HPDF_INFO_CREATION_DATE, date);
	HPDF_SetInfoDateAttr(f->pdf, HPDF_INFO_MOD_DATE, date);
	arena_release(&a);
	HPDF_Dict_Add(f->pdf->catalog, "Lang",
		      HPDF_String_New(f->pdf->mmgr, "en-GB", NULL));
	HPDF_Dict_AddBoolean(view, "DisplayDocTitle", HPDF_TRUE);
	HPDF_Dict_Add(f->pdf->catalog, "ViewerPreferences", view);
	HPDF_SetPageMode(f->pdf, HPDF_PAGE_MODE_USE_OUTLINE);
	HPDF_AddPageLabel(f->pdf, 0, HPDF_PAGE_NUM_STYLE_DECIMAL, 1, "");
}

static void pages_add(struct file *f)
{
	for (size_t i = 0; i < f->l->n; i++) {
		f->page[i] = HPDF_AddPage(f->pdf);
		const struct page *p = &f->l->page[i];

		HPDF_Page_SetWidth(f->page[i], (HPDF_REAL)p->width);
		HPDF_Page_SetHeight(f->page[i], (HPDF_REAL)p->height);
	}
}

static HPDF_Destination part_place(struct file *f, size_t part)
{
	HPDF_Page page = f->page[f->l->first_page[part]];
	HPDF_Destination to = HPDF_Page_CreateDestination(page);

	HPDF_Destination_SetFit(to);
	return to;
}

/* Titles of a part's elements under its own, shown when it is opened. */
static void bookmarks_of_part(struct file *f, size_t i, HPDF_Outline part)
{
	HPDF_Encoder utf8 = HPDF_GetEncoder(f->pdf, "UTF-8");
	size_t last = 0;

	for (size_t n = f->l->first_page[i];
	     n < f->l->n && f->l->page[n].part == i; n++) {
		const struct page *p = &f->l->page[n];

		for (size_t k = 0; k < p->n; k++) {
			const struct op *o = &p->op[k];
			const struct tag *t = &f->l->tag[o->tag];
			HPDF_Destination to;

			if (t->kind != TAG_H2 || o->tag == last)
				continue;
			last = o->tag;
			to = HPDF_Page_CreateDestination(f->page[n]);
			HPDF_Destination_SetFitH(to, (HPDF_REAL)(p->height -
							o->box.y + 8));
			HPDF_Outline_SetDestination(
				HPDF_CreateOutline(f->pdf, part, t->text,
						   utf8), to);
		}
	}
}

static void bookmarks(struct file *f)
{
	HPDF_Encoder utf8 = HPDF_GetEncoder(f->pdf, "UTF-8");

	for (size_t i = 0; i < f->doc->n; i++) {
		HPDF_Outline o = HPDF_CreateOutline(f->pdf, NULL,
						    f->doc->part[i].title,
						    utf8);

		HPDF_Outline_SetDestination(o, part_place(f, i));
		HPDF_Outline_SetOpened(o, HPDF_FALSE);
		bookmarks_of_part(f, i, o);
	}
}

static const char *alpha_name(struct file *f, HPDF_Page page, int percent)
{
	HPDF_ExtGState *gs = &f->alpha[percent];

	if (!*gs) {
		*gs = HPDF_CreateExtGState(f->pdf);
		HPDF_ExtGState_SetAlphaFill(*gs, (HPDF_REAL)percent / 100);
	}
	return HPDF_Page_GetExtGStateName(page, *gs);
}

static void link_add(struct file *f, size_t i, const struct op *o)
{
	HPDF_Page page = f->page[i];
	HPDF_REAL top = (HPDF_REAL)(f->l->page[i].height - o->box.y);
	HPDF_Rect area = { (HPDF_REAL)o->box.x, top - (HPDF_REAL)o->box.h,
			   (HPDF_REAL)(o->box.x + o->box.w), top };
	HPDF_Annotation link = HPDF_Page_CreateLinkAnnot(page, area,
						part_place(f, o->part));

	HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0);
	if (f->tagged)
		tree_link(&f->tree, page, link, o->tag);
}

static void glyphs_use(HPDF_Font font, const char *text)
{
	HPDF_Font_TextWidth(font, (const HPDF_BYTE *)text,
			    (HPDF_UINT)strlen(text));
}

/* What the page's operators refer to; also which glyphs to embed. */
static void resources(struct file *f, size_t i, struct content_names *names)
{
	const struct page *p = &f->l->page[i];

	for (size_t k = 0; k < p->n; k++) {
		const struct op *o = &p->op[k];

		if (o->alpha < 100)
			names->alpha[o->alpha] = alpha_name(f, f->page[i],
							    o->alpha);
		if (o->type == OP_LINK)
			link_add(f, i, o);
		if (o->type != OP_TEXT)
			continue;
		names->font[o->face] = HPDF_Page_GetLocalFontName(f->page[i],
							f->font[o->face]);
		glyphs_use(f->font[o->face], o->text);
		glyphs_use(f->font[o->face], " ");
	}
}

static int page_draw(struct file *f, size_t i, struct err *err)
{
	struct content_names names = { .tagged = f->tagged };
	struct strbuf sb = STRBUF_INIT;
	HPDF_PageAttr attr = f->page[i]->attr;
	int ret;

	if (f->tagged)
		tree_page(&f->tree, f->page[i], i);
	resources(f, i, &names);
	ret = content_write(&sb, f->l, i, f->fonts, &names, err);
	if (ret == 0) {
		HPDF_Stream_Write(attr->stream, (const HPDF_BYTE *)sb.s,
				  (HPDF_UINT)sb.len);
		ret = check(f, "page", err);
	}
	strbuf_release(&sb);
	return ret;
}

static int save(struct file *f, struct strbuf *out, struct err *err)
{
	HPDF_BYTE buf[16384];
	HPDF_UINT32 n;

	/* Last, because transparency sets it back to 1.4. */
	f->pdf->pdf_version = HPDF_VER_17;
	HPDF_SaveToStream(f->pdf);
	if (check(f, "save", err) < 0)
		return -1;
	HPDF_ResetStream(f->pdf);
	do {
		n = sizeof buf;
		HPDF_ReadFromStream(f->pdf, buf, &n);
		strbuf_add(out, buf, n);
	} while (n == sizeof buf);
	/* The end of the stream is told as an error, which it is not. */
	if (out->len != HPDF_GetStreamSize(f->pdf))
		return err_set(err, ERR_SOFTWARE,
			       "the PDF library gave %zu of %lu bytes",
			       out->len,
			       (unsigned long)HPDF_GetStreamSize(f->pdf));
	return 0;
}

static int draw(struct file *f, struct strbuf *out, struct err *err)
{
	int ret = 0;

	/* Compression must be set before fonts are loaded, or each costs
	 * 200 KB. */
	HPDF_SetCompressionMode(f->pdf, HPDF_COMP_ALL);
	HPDF_UseUTFEncodings(f->pdf);
	HPDF_SetCurrentEncoder(f->pdf, "UTF-8");
	if (fonts_embed(f, err) < 0)
		return -1;
	pages_add(f);
	if (check(f, "pages", err) < 0)
		return -1;
	properties(f);
	bookmarks(f);
	if (check(f, "bookmarks", err) < 0)
		return -1;
	if (f->tagged)
		tree_begin(&f->tree, f->pdf, f->l);
	for (size_t i = 0; ret == 0 && i < f->l->n; i++)
		ret = page_draw(f, i, err);
	/* also after an error, so that all of it belongs to the document */
	if (f->tagged)
		tree_end(&f->tree);
	return ret == 0 ? save(f, out, err) : ret;
}

int pdf_draw(struct strbuf *out, const struct layout *l,
	     const struct doc *doc, const struct fonts *fonts, bool tagged,
	     struct err *err)
{
	struct file f = { .l = l, .doc = doc, .fonts = fonts,
			  .tagged = tagged };
	struct arena a = { 0 };
	int ret;

	f.pdf = HPDF_New(note_error, &f);
	if (!f.pdf)
		return err_set(err, ERR_OS,
			       "the PDF library has no memory to start");
	f.page = arena_array(&a, l->n, sizeof(HPDF_Page));
	ret = draw(&f, out, err);
	HPDF_Free(f.pdf);
	tree_release(&f.tree);
	arena_release(&a);
	return ret;
}
