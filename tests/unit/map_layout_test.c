/*
 * The layout of workflow maps: layers, crossings, edges that lead back, what
 * is folded, and the promises of report/map_layout.h on 200 generated graphs.
 */
#include "tests/unit/map_graphs.h"

#include "report/check_map.h"

#define PAGE_WIDTH 7040		/* Letter */
#define PAGE_HEIGHT 4550

static const struct map_space page = { PAGE_WIDTH, PAGE_HEIGHT, true };

static void check_promises(const struct map *map)
{
	if (map_wrong(map))
		fail_msg("the map %s", map_wrong(map));
}

TEST(a_chain_is_one_row_of_layers)
{
	struct arena a = { 0 };
	struct map *map = chain(&a, 4);

	edges_of_chain(&a, map, 100);
	map_layout(map, &page, &a);
	assert_int_equal(map->flow->n_frames, 1);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(map->flow->step[i].layer, i);
		assert_int_equal(map->flow->step[i].box.y,
				 map->flow->step[0].box.y);
	}
	/* the line is level: two points and the head */
	assert_int_equal(map->flow->edge[0].line[0].n, 2);
	assert_int_equal(map->flow->n_loose, 0);
	check_promises(map);
	arena_release(&a);
}

TEST(a_long_chain_goes_on_in_rows_of_readable_text)
{
	struct arena a = { 0 };
	struct map *map = chain(&a, 40);
	size_t parted = 0;

	edges_of_chain(&a, map, 100);
	map_layout(map, &page, &a);
	assert_int_equal(map->flow->n_frames, 10);
	for (size_t i = 0; i < map->flow->n_edges; i++)
		parted += map->flow->edge[i].parted;
	assert_int_equal(parted, 9);
	for (size_t i = 0; i < 10; i++)
		assert_true(map->flow->frame[i].height < PAGE_HEIGHT / 4);
	check_promises(map);
	arena_release(&a);
}

TEST(an_edge_to_an_earlier_documented_step_leads_back_in_an_arc)
{
	struct arena a = { 0 };
	struct map *map = chain(&a, 4);
	const struct map_edge *e;

	edges_of_chain(&a, map, 100);
	edge(&a, map, 2, 1, 24);
	map_layout(map, &page, &a);
	e = &map->flow->edge[3];
	assert_int_equal(e->way, MAP_BACK);
	assert_false(e->parted);
	assert_int_equal(map->flow->step[1].layer, 1);
	/* above both steps, from the later to the earlier one */
	assert_true(e->line[0].point[e->line[0].n / 2].y <
		    map->flow->step[1].box.y);
	assert_int_equal(e->line[0].tip.y, map->flow->step[1].box.y);
	check_promises(map);
	arena_release(&a);
}

/* 4 is undocumented: 2 > 4 > 1 closes a circle with 1 > 2. */
TEST(circles_are_opened_at_what_is_undocumented)
{
	struct arena a = { 0 };
	struct map *map = chain(&a, 3);
	size_t extra;

	edges_of_chain(&a, map, 100);
	extra = step_more(&a, map, "agency");
	edge(&a, map, 1, extra, 30);
	edge(&a, map, extra, 0, 30);
	map_layout(map, &page, &a);
	assert_int_equal(map->flow->edge[0].way, MAP_FORWARD);
	assert_int_equal(map->flow->edge[2].way, MAP_FORWARD);
	assert_int_equal(map->flow->edge[3].way, MAP_BACK);
	check_promises(map);
	arena_release(&a);
}

TEST(a_handoff_to_the_same_step_is_a_loop)
{
	struct arena a = { 0 };
	struct map *map = chain(&a, 2);

	edges_of_chain(&a, map, 100);
	edge(&a, map, 0, 0, 12);
	map_layout(map, &page, &a);
	assert_int_equal(map->flow->edge[1].way, MAP_LOOP);
	assert_int_equal(map->flow->edge[1].n_lines, 1);
	assert_int_equal(map->flow->n_labels, 2);
	check_promises(map);
	arena_release(&a);
}

/* Two to two, given crosswise: one crossing as they come, none in order. */
TEST(crossings_that_an_order_can_avoid_are_avoided)
{
	struct arena a = { 0 };
	struct map *map = chain(&a, 0);

	for (int i = 0; i < 6; i++)
		step_more(&a, map, (const char *const[]){
			"a", "b", "c", "d", "e", "f" }[i]);
	edge(&a, map, 0, 4, 9);
	edge(&a, map, 1, 3, 9);
	edge(&a, map, 0, 5, 9);
	edge(&a, map, 2, 3, 9);
	map_layout(map, &page, &a);
	assert_int_equal(map->flow->crossings, 0);
	check_promises(map);
	arena_release(&a);
}

/* K3,3 cannot be drawn between two layers with fewer than 9. */
TEST(crossings_that_no_order_avoids_are_counted)
{
	struct arena a = { 0 };
	struct map *map = chain(&a, 0);

	for (int i = 0; i < 6; i++)
		step_more(&a, map, (const char *const[]){
			"a", "b", "c", "d", "e", "f" }[i]);
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 3; k < 6; k++)
			edge(&a, map, i, k, 9);
	map_layout(map, &page, &a);
	assert_int_equal(map->flow->crossings, 9);
	check_promises(map);
	arena_release(&a);
}

TEST(rare_edges_are_folded_into_one_and_keep_their_volume)
{
	struct arena a = { 0 };
	struct map *map = chain(&a, 4);

	edges_of_chain(&a, map, 500);
	edge(&a, map, 0, 2, 3);
	edge(&a, map, 0, 3, 2);
	edge(&a, map, 2, 1, 200);
	map_layout(map, &page, &a);
	assert_int_equal(map->flow->n_folded, 2);
	assert_int_equal(map->flow->folded_volume, 5);
	assert_string_equal(map->flow->other, "other: 5 handoffs on 2 more "
			    "edges, 0.3 % of this workflow");
	assert_false(map->flow->edge[5].folded);
	check_promises(map);
	arena_release(&a);
}

TEST(a_single_rare_edge_stays_and_so_does_a_dear_one)
{
	struct arena a = { 0 };
	struct map *map = chain(&a, 4);

	edges_of_chain(&a, map, 500);
	edge(&a, map, 0, 2, 3);
	map_layout(map, &page, &a);
	assert_int_equal(map->flow->n_folded, 0);
	assert_string_equal(map->flow->other, "");
	/* three handoffs with a tenth of all lost minutes are not rare */
	edge(&a, map, 0, 3, 2);
	map->flow->edge[3].lost = 10;
	map->flow->lost = 100;
	map_layout(map, &page, &a);
	assert_int_equal(map->flow->n_folded, 0);
	arena_release(&a);
}

TEST(the_widest_line_has_most_handoffs)
{
	struct arena a = { 0 };
	struct map *map = chain(&a, 3);

	edge(&a, map, 0, 1, 1000);
	edge(&a, map, 1, 2, 500);
	map_layout(map, &page, &a);
	assert_int_equal(map->flow->edge[0].width, 50);
	assert_int_equal(map->flow->edge[1].width, 29);
	arena_release(&a);
}

/* ---- generated graphs -------------------------------------------------- */

static int64_t drawn_volume(const struct map_flow *flow)
{
	int64_t sum = 0;

	for (size_t i = 0; i < flow->n_edges; i++)
		sum += flow->edge[i].folded ? 0 : flow->edge[i].volume;
	return sum;
}

/* Every count stands beside its line once, or in a sentence below. */
static void check_counts_said(const struct map_flow *flow)
{
	size_t said = flow->n_loose, drawn = 0;

	for (size_t i = 0; i < flow->n_labels; i++)
		said += flow->label[i].kind == MAP_LABEL_COUNT;
	for (size_t i = 0; i < flow->n_edges; i++)
		drawn += !flow->edge[i].folded && *flow->edge[i].count;
	assert_true(said >= drawn);
}

static void check_generated(const struct map_space *space)
{
	for (uint32_t i = 0; i < 200; i++) {
		struct arena a = { 0 };
		struct map *map;
		struct map_flow *flow;

		seed = i * 7919 + 1;
		map = generated(&a);
		flow = map->flow;
		map_layout(map, space, &a);
		if (map_wrong(map))
			fail_msg("graph %u %s", i, map_wrong(map));
		assert_int_equal(drawn_volume(flow) + flow->folded_volume,
				 flow->volume);
		for (size_t k = 0; k < flow->n_frames; k++)
			if (space->height && flow->frame[k].height >
			    space->height)
				fail_msg("graph %u: frame %zu is %d high", i,
					 k, (int)flow->frame[k].height);
		if (space->width)
			check_counts_said(flow);
		arena_release(&a);
	}
}

TEST(two_hundred_graphs_lie_on_pages_without_overlaps)
{
	check_generated(&page);
	check_generated(&(struct map_space){ 7530, PAGE_HEIGHT, true });
}

TEST(two_hundred_graphs_fit_into_a_narrow_column)
{
	check_generated(&(struct map_space){ 3400, PAGE_HEIGHT, true });
}

TEST(two_hundred_graphs_lie_in_one_row_for_a_file)
{
	check_generated(&(struct map_space){ 0, 0, false });
}

TEST(the_same_map_has_the_same_layout)
{
	struct arena a = { 0 };
	struct map *one, *two;

	seed = 42;
	one = generated(&a);
	seed = 42;
	two = generated(&a);
	map_layout(one, &page, &a);
	map_layout(two, &page, &a);
	assert_int_equal(one->flow->n_labels, two->flow->n_labels);
	for (size_t i = 0; i < one->flow->n_labels; i++)
		assert_memory_equal(&one->flow->label[i].at,
				    &two->flow->label[i].at,
				    sizeof(struct map_rect));
	for (size_t i = 0; i < one->flow->n_steps; i++)
		assert_memory_equal(&one->flow->step[i].box,
				    &two->flow->step[i].box,
				    sizeof(struct map_rect));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chain_is_one_row_of_layers),
		cmocka_unit_test(a_long_chain_goes_on_in_rows_of_readable_text),
		cmocka_unit_test(an_edge_to_an_earlier_documented_step_leads_back_in_an_arc),
		cmocka_unit_test(circles_are_opened_at_what_is_undocumented),
		cmocka_unit_test(a_handoff_to_the_same_step_is_a_loop),
		cmocka_unit_test(crossings_that_an_order_can_avoid_are_avoided),
		cmocka_unit_test(crossings_that_no_order_avoids_are_counted),
		cmocka_unit_test(rare_edges_are_folded_into_one_and_keep_their_volume),
		cmocka_unit_test(a_single_rare_edge_stays_and_so_does_a_dear_one),
		cmocka_unit_test(the_widest_line_has_most_handoffs),
		cmocka_unit_test(two_hundred_graphs_lie_on_pages_without_overlaps),
		cmocka_unit_test(two_hundred_graphs_fit_into_a_narrow_column),
		cmocka_unit_test(two_hundred_graphs_lie_in_one_row_for_a_file),
		cmocka_unit_test(the_same_map_has_the_same_layout),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
