/* The PDF renderer: fonts, layout, drawing, and the check of the file. */
#include "base/file.h"
#include "render/pdf_draw.h"
#include "render/pdf_layout.h"
#include "render/pdf_pack.h"
#include "render/pdf_verify.h"
#include "render/render.h"
#include "render/versions.h"

#define PDF_BYTES_MAX ((size_t)256 << 20)

/* Fonts and layout are needed to write and, again, to check. */
struct job {
	struct fonts fonts;
	struct layout layout;
};

static int job_start(struct job *j, const struct doc *doc, struct err *err)
{
	*j = (struct job){ 0 };
	if (fonts_load(&j->fonts, doc->theme.font, err) < 0)
		return -1;
	return layout_make(&j->layout, doc, &j->fonts, err);
}

static void job_end(struct job *j)
{
	layout_release(&j->layout);
	fonts_release(&j->fonts);
}

static int render(const struct doc *doc, const char *path, const char *work,
		  struct err *err)
{
	struct strbuf plain = STRBUF_INIT, out = STRBUF_INIT;
	struct job j;
	int ret;

	(void)work;	/* everything happens in memory */
	ret = job_start(&j, doc, err);
	if (ret == 0)
		ret = pdf_draw(&plain, &j.layout, doc, &j.fonts,
			       pdf_library_tags(), err);
	if (ret == 0)
		ret = pdf_pack(&out, &plain, err);
	if (ret == 0)
		ret = file_write(path, out.s, out.len, err);
	strbuf_release(&plain);
	strbuf_release(&out);
	job_end(&j);
	return ret;
}

static struct pdf_wanted wanted(const struct layout *l)
{
	struct pdf_wanted want = { .pages = l->n };
	struct arena a = { 0 };
	const bool *used = tags_used(&a, l);

	if (pdf_library_tags())
		for (size_t i = 1; i < l->n_tag; i++)
			want.elements += used[i];
	arena_release(&a);
	return want;
}

static int verify(const struct doc *doc, const char *path, struct err *err)
{
	struct strbuf in = STRBUF_INIT, plain = STRBUF_INIT;
	struct job j;
	int ret;

	ret = job_start(&j, doc, err);
	if (ret == 0)
		ret = layout_check(&j.layout, err);
	if (ret == 0)
		ret = file_read(&in, path, PDF_BYTES_MAX, err);
	if (ret == 0)
		ret = pdf_unpack(&plain, in.s, in.len, path, err);
	if (ret == 0)
		ret = pdf_verify(plain.s, plain.len, wanted(&j.layout), path,
				 err);
	strbuf_release(&in);
	strbuf_release(&plain);
	job_end(&j);
	return ret;
}

const struct renderer renderer_pdf = {
	.id = "pdf",
	.extension = ".pdf",
	.help = "printed report: A4 or Letter landscape, charts, bookmarks",
	.render = render,
	.verify = verify,
};
