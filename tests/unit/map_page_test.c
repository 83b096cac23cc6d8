/*
 * Workflow maps on pages: generated ones on A4 and Letter, over the whole page
 * and in half of it. No text lies on another, nothing leaves its page, every
 * name and every number of handoffs is there.
 */
#include "tests/unit/map_graphs.h"

#include "render/pdf_layout.h"
#include "tests/unit/sample_doc.h"

#define MAPS 60

static struct fonts fonts;

static void table_of(struct doc *d, struct map_figure *f)
{
	const struct column column[] = {
		{ "From", ALIGN_LEFT, 16, true },
		{ "To", ALIGN_LEFT, 16, true },
		{ "Handoffs", ALIGN_RIGHT, 9, false },
	};
	const struct map_flow *flow = f->map->flow;

	f->table.empty = "Nothing.";
	table_columns(d, &f->table, column, COUNT(column));
	for (size_t i = 0; i < flow->n_edges; i++) {
		struct cell *row = table_row(d, &f->table);

		row[0] = cell_text(flow->step[flow->edge[i].from].name);
		row[1] = cell_text(flow->step[flow->edge[i].to].name);
		row[2] = cell_number((double)flow->edge[i].volume, 0);
	}
}

static struct doc page_of(uint32_t number, const char *paper, int span)
{
	static const struct map_key key[] = {
		{ MAP_SIGN_BAND, 0, "under 2" }, { MAP_SIGN_BAND, 4, "more" },
		{ MAP_SIGN_DASHED, 0, "undocumented" },
		{ MAP_SIGN_THIN, 0, "fewer than planned" },
	};
	struct doc d = sample_empty();
	struct part *p = doc_add_part(&d, "map", "Map", false);
	struct map_figure *f;
	struct map *map;
	struct map_space space = { 7040, 4550, true };

	d.paper = paper;
	seed = number * 7919 + 1;
	map = generated(&d.arena);
	for (size_t i = 0; i < map->flow->n_edges; i++)
		map->flow->edge[i].band = (int)dice(6) - 1;
	if (span < 12)
		space.width = space.width * span / 12 - 120;
	map_layout(map, &space, &d.arena);
	part_add_text(&d, p, "b", TEXT_HEADLINE, "A map");
	f = &part_add(&d, p, ELEMENT_MAP, "b", span)->as.map;
	f->map = map;
	f->title = "How work moves";
	f->subtitle = "Arrows";
	f->empty = "Nothing.";
	f->key = key;
	f->n_keys = COUNT(key);
	f->key_title = "Lost of 100:";
	table_of(&d, f);
	return d;
}

/* All text of the pages. */
static char *text_of(const struct layout *l)
{
	struct strbuf sb = STRBUF_INIT;

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->page[i].n; k++)
			if (l->page[i].op[k].type == OP_TEXT)
				strbuf_printf(&sb, "%s\n",
					      l->page[i].op[k].text);
	return strbuf_detach(&sb);
}

static void check_numbers(const struct doc *d, const struct layout *l,
			  uint32_t number)
{
	const struct map_flow *flow = d->part[0].element[1].as.map.map->flow;
	char *text = text_of(l);

	for (size_t i = 0; i < flow->n_edges; i++) {
		const struct map_edge *e = &flow->edge[i];

		if (!e->folded && !strstr(text, e->count))
			fail_msg("map %u: %s handoffs are not there", number,
				 e->count);
	}
	if (flow->n_folded && !strstr(text, "other: "))
		fail_msg("map %u has lost its other edge", number);
	free(text);
}

static void check_maps(const char *paper, int span)
{
	for (uint32_t i = 0; i < MAPS; i++) {
		struct doc d = page_of(i, paper, span);
		struct layout l = { 0 };
		struct err err = { 0 };

		if (doc_check(&d, &err) ||
		    layout_make(&l, &d, &fonts, &err) ||
		    layout_check(&l, &err))
			fail_msg("map %u: %s", i, err.msg);
		check_numbers(&d, &l, i);
		layout_release(&l);
		doc_release(&d);
	}
}

TEST(maps_lie_on_letter_without_overlaps)
{
	check_maps("Letter", 12);
}

TEST(maps_lie_on_a4_without_overlaps)
{
	check_maps("A4", 12);
}

TEST(maps_lie_in_half_a_page)
{
	check_maps("A4", 6);
}

static int open_fonts(void **state)
{
	struct err err;

	(void)state;
	return fonts_load(&fonts, "Lato", &err);
}

static int close_fonts(void **state)
{
	(void)state;
	fonts_release(&fonts);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(maps_lie_on_letter_without_overlaps),
		cmocka_unit_test(maps_lie_on_a4_without_overlaps),
		cmocka_unit_test(maps_lie_in_half_a_page),
	};
	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
