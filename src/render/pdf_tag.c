#include <hpdf_doc.h>
#include <hpdf_objects.h>

#include "render/pdf_content.h"
#include "render/pdf_tag.h"

/* An object that others refer to. */
static HPDF_Dict object_new(struct tree *t)
{
	HPDF_Dict d = HPDF_Dict_New(t->pdf->mmgr);

	HPDF_Xref_Add(t->pdf->xref, d);
	return d;
}

static HPDF_String string_new(struct tree *t, const char *text)
{
	return HPDF_String_New(t->pdf->mmgr, text,
			       HPDF_GetEncoder(t->pdf, "UTF-8"));
}

/* What table headers are headers of. */
static const char *class_of(enum tag_kind kind)
{
	return kind == TAG_COLUMN_HEAD ? "column" :
	       kind == TAG_ROW_HEAD ? "row" : NULL;
}

static void class_add(struct tree *t, HPDF_Dict map, const char *name,
		      const char *scope)
{
	HPDF_Dict d = HPDF_Dict_New(t->pdf->mmgr);

	HPDF_Dict_AddName(d, "O", "Table");
	HPDF_Dict_AddName(d, "Scope", scope);
	HPDF_Dict_Add(map, name, d);
}

static void root_make(struct tree *t)
{
	HPDF_Dict map = HPDF_Dict_New(t->pdf->mmgr);
	HPDF_Dict marked = HPDF_Dict_New(t->pdf->mmgr);

	t->root = object_new(t);
	HPDF_Dict_AddName(t->root, "Type", "StructTreeRoot");
	class_add(t, map, "column", "Column");
	class_add(t, map, "row", "Row");
	HPDF_Dict_Add(t->root, "ClassMap", map);
	HPDF_Dict_Add(t->pdf->catalog, "StructTreeRoot", t->root);
	HPDF_Dict_AddBoolean(marked, "Marked", HPDF_TRUE);
	HPDF_Dict_Add(t->pdf->catalog, "MarkInfo", marked);
}

static void element_make(struct tree *t, size_t i)
{
	const struct tag *tag = &t->l->tag[i];
	HPDF_Dict d = object_new(t);

	t->element[i] = d;
	t->kids[i] = HPDF_Array_New(t->pdf->mmgr);
	HPDF_Dict_AddName(d, "S", tag_word(tag->kind));
	if (class_of(tag->kind))
		HPDF_Dict_AddName(d, "C", class_of(tag->kind));
	if (tag->kind == TAG_FIGURE)
		HPDF_Dict_Add(d, "Alt", string_new(t, tag->text));
	if (tag->kind == TAG_DOCUMENT) {
		HPDF_Dict_Add(d, "P", t->root);
		HPDF_Dict_Add(t->root, "K", d);
	} else {
		HPDF_Dict_Add(d, "P", t->element[tag->parent]);
		HPDF_Array_Add(t->kids[tag->parent], d);
	}
}

void tree_begin(struct tree *t, HPDF_Doc pdf, const struct layout *l)
{
	const bool *used;

	*t = (struct tree){ .pdf = pdf, .l = l };
	used = tags_used(&t->arena, l);
	t->element = arena_array(&t->arena, l->n_tag, sizeof(HPDF_Dict));
	t->kids = arena_array(&t->arena, l->n_tag, sizeof(HPDF_Array));
	t->page = arena_array(&t->arena, l->n_tag, sizeof(HPDF_Page));
	root_make(t);
	for (size_t i = 1; i < l->n_tag; i++)
		if (used[i])
			element_make(t, i);
	t->nums = HPDF_Array_New(pdf->mmgr);
	t->annotations = HPDF_Array_New(pdf->mmgr);
}

/* Content on the page where the tag begins needs its number only. */
static void content_add(struct tree *t, HPDF_Page page, size_t tag,
			HPDF_INT32 number)
{
	HPDF_Dict far;

	if (!t->page[tag]) {
		t->page[tag] = page;
		HPDF_Dict_Add(t->element[tag], "Pg", page);
	}
	if (t->page[tag] == page) {
		HPDF_Array_AddNumber(t->kids[tag], number);
		return;
	}
	far = HPDF_Dict_New(t->pdf->mmgr);
	HPDF_Dict_AddName(far, "Type", "MCR");
	HPDF_Dict_Add(far, "Pg", page);
	HPDF_Dict_AddNumber(far, "MCID", number);
	HPDF_Array_Add(t->kids[tag], far);
}

void tree_page(struct tree *t, HPDF_Page page, size_t i)
{
	HPDF_Array owners = HPDF_Array_New(t->pdf->mmgr);
	struct arena a = { 0 };
	HPDF_INT32 number = 0;
	size_t n;
	const struct mark *mark = page_marks(&a, &t->l->page[i], &n);

	HPDF_Dict_AddNumber(page, "StructParents", (HPDF_INT32)i);
	HPDF_Dict_AddName(page, "Tabs", "S");
	for (size_t k = 0; k < n; k++) {
		if (mark[k].tag == 0)
			continue;
		content_add(t, page, mark[k].tag, number++);
		HPDF_Array_Add(owners, t->element[mark[k].tag]);
	}
	HPDF_Array_AddNumber(t->nums, (HPDF_INT32)i);
	HPDF_Array_Add(t->nums, owners);
	arena_release(&a);
}

void tree_link(struct tree *t, HPDF_Page page, HPDF_Annotation link,
	       size_t tag)
{
	HPDF_Dict d = HPDF_Dict_New(t->pdf->mmgr);
	HPDF_INT32 key = (HPDF_INT32)t->l->n + t->n_annotations++;

	HPDF_Dict_AddName(d, "Type", "OBJR");
	HPDF_Dict_Add(d, "Pg", page);
	HPDF_Dict_Add(d, "Obj", link);
	HPDF_Array_Add(t->kids[tag], d);
	HPDF_Dict_AddNumber(link, "StructParent", key);
	HPDF_Array_AddNumber(t->annotations, key);
	HPDF_Array_Add(t->annotations, t->element[tag]);
}

/* Two lists under one tree, since each must be in order. */
static void branch_add(struct tree *t, HPDF_Array branches, HPDF_Array nums,
		       HPDF_INT32 from, HPDF_INT32 to)
{
	HPDF_Dict d = object_new(t);
	HPDF_Array limits = HPDF_Array_New(t->pdf->mmgr);

	HPDF_Array_AddNumber(limits, from);
	HPDF_Array_AddNumber(limits, to);
	HPDF_Dict_Add(d, "Limits", limits);
	HPDF_Dict_Add(d, "Nums", nums);
	HPDF_Array_Add(branches, d);
}

/* Most have one content only, and most of the file is of these: no list. */
static void kids_add(struct tree *t, size_t i)
{
	HPDF_Array kids = t->kids[i];
	HPDF_Number only;

	if (!t->page[i] || HPDF_Array_Items(kids) != 1) {
		HPDF_Dict_Add(t->element[i], "K", kids);
		return;
	}
	only = HPDF_Array_GetItem(kids, 0, HPDF_OCLASS_NUMBER);
	HPDF_Dict_AddNumber(t->element[i], "K", only->value);
	HPDF_Array_Free(kids);
}

void tree_end(struct tree *t)
{
	HPDF_Dict tree = object_new(t);
	HPDF_Array branches = HPDF_Array_New(t->pdf->mmgr);
	HPDF_INT32 pages = (HPDF_INT32)t->l->n;

	branch_add(t, branches, t->nums, 0, pages - 1);
	if (t->n_annotations)
		branch_add(t, branches, t->annotations, pages,
			   pages + t->n_annotations - 1);
	else
		HPDF_Array_Free(t->annotations);
	for (size_t i = 1; i < t->l->n_tag; i++)
		if (t->element[i])
			kids_add(t, i);
	HPDF_Dict_Add(tree, "Kids", branches);
	HPDF_Dict_Add(t->root, "ParentTree", tree);
	HPDF_Dict_AddNumber(t->root, "ParentTreeNextKey",
			    pages + t->n_annotations);
}

void tree_release(struct tree *t)
{
	arena_release(&t->arena);
}
