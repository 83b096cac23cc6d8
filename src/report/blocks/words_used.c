/* The words of the report, as the people who read it use them. */
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

static const struct { const char *word, *meaning; } glossary[] = {
	{ "95 % interval, range", "Where the true value lies in 95 of 100 "
		"such cases. Of hours and money it is 80 of 100. A word of "
		"judgement stands only where the whole range is on one "
		"side." },
	{ "Above, below, rose, fell", "Said only where the range leaves the "
		"limit, or no change, out." },
	{ "Adaptation", "Making channel versions of a piece: posts, mails, "
		"ads." },
	{ "Audit point", "One of the four questions of the 4-point audit: "
		"input analysis, handoff friction, checkpoint gaps, output "
		"validation." },
	{ "Baseline", "The first complete weeks, which later weeks are "
		"compared with; it ends when a decision says so." },
	{ "Benefit", "Net hours at the hourly rate of the role that owns the "
		"step." },
	{ "Bet", "An approved action for the next quarter, with what we "
		"expect and what would prove it wrong." },
	{ "Break-even", "The value of an hour, or the rework rate, at which "
		"benefit and cost are equal." },
	{ "Brief", "What a workflow starts from: topic, audience, message, "
		"sources." },
	{ "Checkpoint", "A step at which a person looks at the output before "
		"it goes on." },
	{ "Checkpoint gap", "A step with a required checkpoint at which fewer "
		"outputs were reviewed than planned, or that a defect "
		"passed." },
	{ "Consistency score", "1 to 10: how evenly good outputs are, from "
		"outcomes, correction minutes and ratings." },
	{ "Control chart", "Weekly values with their mean and limits; p\u2032 "
		"for shares, XmR for hours." },
	{ "Core message altered", "An adaptation that says something else "
		"than the approved text." },
	{ "Correction", "Time a person spends to make an output usable." },
	{ "Coverage", "Share of the outputs of a step that were reviewed." },
	{ "Defect", "A fault named in a review: its type, the step where it "
		"arose and the step that found it." },
	{ "Escape", "A defect found after publication." },
	{ "Feedback loop", "Segmentation, execution, middleware and dashboard "
		"hand results back to the next campaign." },
	{ "Fix-to-save ratio", "Correction hours for each gross hour saved. "
		"At 1 the automation saves nothing." },
	{ "Friction", "Share of a handoff\u2019s items that had to be "
		"re-entered or reformatted, weighted by the minutes." },
	{ "Gross hours", "Manual minutes of the outputs less the minutes "
		"spent on them with AI." },
	{ "Handoff", "An item goes from one step, tool or person to the "
		"next." },
	{ "Health review", "This report, read by management each quarter; "
		"every two weeks while weeks are uneasy." },
	{ "Latency", "Time from sending to arrival between two components of "
		"the loop." },
	{ "Likely, probably", "The range crosses the line only with its last "
		"fifth; said of months and quarters, never of a week." },
	{ "Limits of normal variation", "Where a week lies if nothing has "
		"changed. A week outside, or a lasting shift, is a signal." },
	{ "Net hours", "Gross hours less reviews, corrections and rework "
		"loops." },
	{ "Not clear yet", "The range holds the limit: the data cannot tell. "
		"How many more outputs are needed stands beside it." },
	{ "Output", "What one step made of one item, as it was last "
		"reviewed." },
	{ "Playbook", "The approved actions, each with what must be measured "
		"before it is proposed." },
	{ "Prompt version", "The instruction of a step as it was worded at "
		"the time." },
	{ "Recapture", "Share of freed hours that becomes money because they "
		"are used for something else." },
	{ "Refinement", "The hours that go into tuning, audits and practice." },
	{ "Restated", "A published number that is now another, because rows "
		"came later or were corrected." },
	{ "Rework", "An output that needed a major edit, was rewritten or "
		"rejected, or had to be made again." },
	{ "Rework loop", "A second and each later pass of one item through a "
		"step." },
	{ "Rollout", "All work of a campaign, from its first to its last "
		"output." },
	{ "Sample", "Drawn members of each list whom people judge as "
		"relevant or not." },
	{ "Set aside", "A row that could not be used; it is listed with file, "
		"line and reason." },
	{ "Shift", "Eight weeks on one side of the old mean: a new level." },
	{ "Spot check", "The monthly look at the key numbers between two "
		"health reviews." },
	{ "Surely", "The whole range is on one side." },
	{ "Targeting", "Share of a list\u2019s members for whom the message "
		"is meant." },
	{ "Threshold leak", "An output that passed although it was below the "
		"criteria of its step." },
	{ "Tuning session", "The weekly half hour in which the team decides "
		"what to change." },
	{ "Usable without edit", "An output accepted as it was." },
	{ "Week, month, quarter", "ISO weeks, Monday to Sunday; quarters of "
		"your fiscal year. Only complete ones are compared." },
};

static void words_used_build(struct doc *d, struct part *p,
			     const struct template_block *t,
			     const struct report_input *in)
{
	static const struct column columns[] = {
		{ "Word", ALIGN_LEFT, 24, true },
		{ "What it means here", ALIGN_LEFT, 70, true },
	};
	struct table *table;

	(void)in;
	part_headline(d, p, &block_words_used, "Words used in this report");
	table = part_table(d, p, t, &block_words_used);
	table->title = "Words";
	table->subtitle = "How each number is computed stands in appendix "
			  "Method";
	table->entries = true;
	table_columns(d, table, columns, COUNT_OF(columns));
	for (size_t i = 0; i < COUNT_OF(glossary); i++) {
		struct cell *row = table_row(d, table);

		row[0] = cell_text(glossary[i].word);
		row[0].tone = TONE_STRONG;
		row[1] = cell_text(glossary[i].meaning);
	}
}

const struct block block_words_used = {
	.id = "words_used",
	.help = "the words of the report and what they mean",
	.span = 12,
	.build = words_used_build,
};
