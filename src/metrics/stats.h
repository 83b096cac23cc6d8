/*
 * metrics/stats.h - the mathematics, without any domain.
 *
 * Pure functions over doubles and counts; nothing here knows what a workflow
 * is. Each names its source; METRICS.md §15 has the golden numbers that
 * tests/unit/stats_test.c checks to the digits given.
 */
#ifndef TUNEUP_METRICS_STATS_H
#define TUNEUP_METRICS_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct interval { double low, high; };

/* Quantile of the standard normal, two-sided: z_for(0.95) = 1.959964
 * (Wichura 1988, AS 241). */
double z_for(double confidence);
/* Quantile of Student's t, two-sided, df >= 1 (Hill 1970 with
 * Newton steps on the regularised incomplete beta). */
double t_for(double confidence, double df);

/* Wilson (1927) score interval of x successes in n; n > 0. §1 */
struct interval wilson(double x, double n, double z);
/* Newcombe (1998) hybrid score interval of x1/n1 - x2/n2 (method 10). §12 */
struct interval newcombe(double x1, double n1, double x2, double n2,
			 double z);
/* How likely a difference at least as large as that of x1/n1 and x2/n2, on
 * its side, is when both have one share: Fisher's (1935) exact test given
 * x1 + x2, the table itself counted half (mid-p, Lancaster 1961). One-sided;
 * whole counts. §12 */
double fisher_mid_p(double x1, double n1, double x2, double n2);
/* Zero bad in n: one-sided upper bound 1 - (1-confidence)^(1/n). §1, §9 */
double zero_bad_upper(double n, double confidence);
/* ... and of x bad in n, which need not be whole: the share at which so few
 * would be seen only 1 - confidence of the time (Clopper & Pearson 1934). §9 */
double share_upper(double x, double n, double confidence);
/* Interval of the ratio p1/p0 of two independent shares, p0 > 0, from their
 * own intervals a and b: MOVER (Donner & Zou 2012). high is NAN where b
 * reaches down to 0: the ratio has no bound above. §9 */
struct interval ratio_interval(double p1, struct interval a, double p0,
			       struct interval b);

/*
 * Shares that differ more than chance alone explains: a beta distribution of
 * `mean` and `size` = alpha + beta, by the method of moments with weights n
 * (Kleinman 1973, "Proportions with extraneous variance", JASA 68). size is
 * INFINITY where they differ no more than by chance, or nothing can be said
 * (one share, no n above 1); NAN both without any n.
 */
struct shares { double mean, size; };
struct shares beta_binomial_fit(const double *x, const double *n, size_t len);
/* x of n, drawn towards the mean as their spread says: the posterior mean
 * (Efron & Morris 1975). */
double shrunken_share(const struct shares *s, double x, double n);
/* Between which a share lies that is Beta(a, b), the tails of equal size. */
struct interval beta_interval(double a, double b, double confidence);

/* Extra observations until a share of x/n would be told from the limit:
 * ceil(z^2 L(1-L)/(p-L)^2) - n, capped; STATS_MORE_CAP + 1 says "more than
 * 1000", also at p = L. §1 */
#define STATS_MORE_CAP 1000
int64_t outputs_needed(double x, double n, double limit, double z);

/* Laney p' chart (2002) with sigma_z at least 1. Points with n < min_n count
 * in the centre, not in sigma_z. §1 */
struct p_chart { double centre, sigma_z; bool usable; };
struct p_chart p_chart_fit(const int64_t *x, const int64_t *n, size_t len,
			   int64_t min_n);
struct interval p_chart_limits(const struct p_chart *c, double n);
/* sigma_z as Laney published it (without the floor of 1). */
double laney_sigma_z(const int64_t *x, const int64_t *n, size_t len);

/* XmR: mean, mean moving range, mean ± 2.66 MR. Moving ranges above 3.267 MR
 * are left out once when `screen` (Nelson 1982). §2 */
struct xmr_chart { double mean, moving_range; struct interval limits; };
struct xmr_chart xmr_fit(const double *v, size_t len, bool screen);

/* Anhøj & Olesen (2014): the longest run allowed and the fewest crossings
 * expected for n useful points. §1 */
void anhoej_limits(size_t n, size_t *max_run, size_t *min_crossings);
/* Longest run and crossings of v about the median; points on it are left
 * out, *useful counts the others. */
void runs_about(const double *v, size_t len, double median, size_t *useful,
		size_t *longest, size_t *crossings);

/* Median and type-7 quantile (Hyndman & Fan 1996); v is sorted in place.
 * NAN when len is 0. §16 */
double median_of(double *v, size_t len);
double quantile_of(double *v, size_t len, double q);
/* The same on values with whole weights: the list expanded by n. Puts v and
 * n in another order. */
double weighted_quantile(double *v, int64_t *n, size_t len, double q);

double mean_of(const double *v, size_t len);
double sd_of(const double *v, size_t len);		/* divide by n-1 */
/* mean ± t·sd/√len; len >= 2. */
struct interval mean_interval(const double *v, size_t len, double confidence);

/* mean of b - mean of a with Welch's (1947) interval, degrees of freedom by
 * Satterthwaite; both have len >= 2. §12 */
struct interval welch(const double *a, size_t n_a, const double *b, size_t n_b,
		      double confidence);

/* Output consistency, 1..10, of qualities in [0, 1] with weights:
 * 1 + 9·max(0, m - s/2), s dividing by the sum of weights. NAN when that is
 * 0. §3 */
double consistency_score(const double *quality, const double *weight,
			 size_t len);

/* Cohen (1960) kappa of a 2x2 table. §9 */
double cohen_kappa(double a, double b, double c, double d);
/* ... and of a k x k table: count[i * k + j] items that the first called i
 * and the second j. NAN where chance alone would always agree. */
double cohen_kappa_table(const double *count, size_t k);
/* Krippendorff's alpha; ratings[rater][item], NAN = missing. §9 */
enum alpha_level { ALPHA_NOMINAL, ALPHA_ORDINAL, ALPHA_INTERVAL };
double krippendorff_alpha(const double *const *ratings, size_t raters,
			  size_t items, enum alpha_level level);

/* Outputs per side for 80 % power to tell p1 from p2, two-sided 5 %, pooled,
 * no continuity correction (Fleiss, Levin & Paik 2003). §15 */
int64_t power_per_side(double p1, double p2);

/* Simple finance. §8 */
double payback_weeks(double invested, double benefit_week, double cost_week);
double npv_weekly(double invested, double net_week, double weeks,
		  double yearly_rate);

#endif
