/*
 * gen ROWS DIR [SEED] - a large review log in canonical columns, for the
 * benchmark: DIR/corrections.csv, about 140 bytes a row, some 7 % of the rows
 * with a quoted cell. Deterministic (xoroshiro128+, Blackman & Vigna 2018).
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t state[2];

static uint64_t rotate(uint64_t x, int k)
{
	return (x << k) | (x >> (64 - k));
}

static uint64_t next(void)
{
	uint64_t a = state[0], b = state[1], sum = a + b;

	b ^= a;
	state[0] = rotate(a, 24) ^ b ^ (b << 16);
	state[1] = rotate(b, 37);
	return sum;
}

static uint32_t below(uint32_t n)
{
	return (uint32_t)(((next() >> 32) * (uint64_t)n) >> 32);
}

static double unit(void)
{
	return (double)(next() >> 11) * (1.0 / 9007199254740992.0);
}

static const char *const workflows[] = {
	"email_campaign", "landing_page", "paid_social", "seo_article",
	"product_copy", "newsletter", "ad_variants", "webinar_promo"
};
static const char *const steps[] = {
	"brief", "outline", "draft", "image", "personalize", "qa", "localize",
	"adapt"
};
static const char *const tools[] = {
	"gpt-4o", "claude-3-5-sonnet", "gemini-1.5-pro", "jasper",
	"midjourney", "copy.ai", "in-house-llm"
};
static const char *const types[] = {
	"email_body", "subject_line", "banner", "blog_post", "ad_copy",
	"video_script", "product_description", "social_post"
};
static const char *const channels[] = {
	"email", "web", "facebook", "instagram", "google_ads", "linkedin",
	"tiktok", "sms"
};
static const char *const outcomes[] = {
	"usable", "light", "major", "rejected"
};
static const char *const defects[] = {
	"", "factual_error", "tone", "brand_voice", "formatting",
	"hallucination", "\"grammar, spelling\"", "compliance",
	"wrong_audience", "broken_link"
};

static void put_row(FILE *f, const char *day, int weekday)
{
	unsigned hour = below(24), minute = below(60), second = below(60);
	unsigned w = below(8), s = below(8), t = below(7) * below(7) / 7;
	double q = unit() + 0.05 * ((double)t - 3) -
		   (weekday == 3 && w == 2 ? 0.2 : 0);
	unsigned o = q > 0.55 ? 0 : q > 0.25 ? 1 : q > 0.08 ? 2 : 3;
	double minutes = o == 0 ? 0
		       : o == 1 ? 2 + unit() * 10
		       : o == 2 ? 10 + unit() * 50 : unit() * 30;
	unsigned defect = o ? 1 + below(9) : 0;
	unsigned rating = o ? 5 - o : 4 + below(2);

	fprintf(f, "AST-%07u,%sT%02u:%02u:%02uZ,%s,%s,%s,%s,%s,%s,"
		"reviewer%03u,%.1f,%s,%s,%u\n", below(2000000), day, hour,
		minute, second, workflows[w], steps[s], outcomes[o], tools[t],
		types[below(8)], channels[below(8)], below(120), minutes,
		defects[defect], o ? steps[below(s + 1)] : "", rating);
}

int main(int argc, char **argv)
{
	char path[4096], day[16];

	if (argc < 3) {
		fprintf(stderr, "usage: gen ROWS DIR [SEED]\n");
		return 64;
	}
	long rows = strtol(argv[1], NULL, 10);
	uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 42;
	int days = rows >= 1000000 ? 364 : 182;

	state[0] = seed * 0x9E3779B97F4A7C15u + 1;
	state[1] = seed ^ 0xBF58476D1CE4E5B9u;
	snprintf(path, sizeof path, "%s/corrections.csv", argv[2]);
	FILE *f = fopen(path, "w");

	if (!f)
		return 73;
	fputs("item_id,reviewed_at,workflow,step,outcome,tool,item_type,"
	      "channel,reviewer,correction_minutes,defect,origin_step,"
	      "rating\n", f);
	for (long i = 0; i < rows; i++) {
		int d = (int)((double)i / (double)rows * days);
		/* 2025-11-24 is a Monday; the last day is 2026-11-22 */
		time_t at = 1763942400 + (time_t)d * 86400 +
			    (days == 182 ? (time_t)182 * 86400 : 0);
		struct tm tm;

		gmtime_r(&at, &tm);
		strftime(day, sizeof day, "%Y-%m-%d", &tm);
		put_row(f, day, d % 7);
	}
	return fclose(f) ? 74 : 0;
}
