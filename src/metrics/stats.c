/*
 * metrics/stats.c - quantiles of distributions, intervals of shares, power.
 */
#include <math.h>

#include "base/err.h"
#include "metrics/stats.h"

#define PI 3.14159265358979323846

/* Value of a polynomial, highest coefficient last. */
static double poly(const double *c, size_t n, double x)
{
	double sum = 0;

	for (size_t i = n; i-- > 0;)
		sum = sum * x + c[i];
	return sum;
}

/* Lower quantile of the standard normal: Wichura 1988, AS 241, PPND16. */
static double normal_quantile(double p)
{
	static const double a[] = {
		3.3871328727963666080e0, 1.3314166789178437745e+2,
		1.9715909503065514427e+3, 1.3731693765509461125e+4,
		4.5921953931549871457e+4, 6.7265770927008700853e+4,
		3.3430575583588128105e+4, 2.5090809287301226727e+3
	}, b[] = {
		1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2,
		5.3941960214247511077e+3, 2.1213794301586595867e+4,
		3.9307895800092710610e+4, 2.8729085735721942674e+4,
		5.2264952788528545610e+3
	}, c[] = {
		1.42343711074968357734e0, 4.63033784615654529590e0,
		5.76949722146069140550e0, 3.64784832476320460504e0,
		1.27045825245236838258e0, 2.41780725177450611770e-1,
		2.27238449892691845833e-2, 7.74545014278341407640e-4
	}, d[] = {
		1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
		6.89767334985100004550e-1, 1.48103976427480074590e-1,
		1.51986665636164571966e-2, 5.47593808499534494600e-4,
		1.05075007164441684324e-9
	}, e[] = {
		6.65790464350110377720e0, 5.46378491116411436990e0,
		1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3,
		2.71155556874348757815e-5, 2.01033439929228813265e-7
	}, f[] = {
		1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
		1.48753612908506148525e-2, 7.86869131145613259100e-4,
		1.84631831751005468180e-5, 1.42151175831644588870e-7,
		2.04426310338993978564e-15
	};
	double q = p - 0.5, r, x;

	if (fabs(q) <= 0.425) {
		r = 0.180625 - q * q;
		return q * poly(a, 8, r) / poly(b, 8, r);
	}
	r = sqrt(-log(q < 0 ? p : 1 - p));
	x = r <= 5 ? poly(c, 8, r - 1.6) / poly(d, 8, r - 1.6) :
		     poly(e, 8, r - 5) / poly(f, 8, r - 5);
	return q < 0 ? -x : x;
}

double z_for(double confidence)
{
	if (!(confidence > 0 && confidence < 1))
		BUG("confidence %g is not between 0 and 1", confidence);
	return normal_quantile(0.5 + confidence / 2);
}

/* Continued fraction of the incomplete beta function (Lentz's method). */
static double beta_fraction(double a, double b, double x)
{
	const double tiny = 1e-300;
	double c = 1, d = 1 - (a + b) * x / (a + 1), h;

	d = 1 / (fabs(d) < tiny ? tiny : d);
	h = d;
	for (int m = 1; m <= 20000; m++) {
		for (int odd = 0; odd < 2; odd++) {
			double t = odd ?
				-(a + m) * (a + b + m) * x /
				((a + 2 * m) * (a + 2 * m + 1)) :
				m * (b - m) * x /
				((a + 2 * m - 1) * (a + 2 * m));

			d = 1 + t * d;
			d = 1 / (fabs(d) < tiny ? tiny : d);
			c = 1 + t / c;
			c = fabs(c) < tiny ? tiny : c;
			h *= c * d;
		}
		if (fabs(c * d - 1) < 1e-15)
			break;
	}
	return h;
}

/* Regularised incomplete beta function I_x(a, b), 0 <= x <= 1. */
static double beta_below(double a, double b, double x)
{
	double front;

	if (x <= 0 || x >= 1)
		return x <= 0 ? 0 : 1;
	front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) +
		    b * log1p(-x));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(a, b, x) / a;
	return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

/* Two-sided tail of Student's t: P(|T| > t). */
static double t_tail(double t, double df)
{
	return beta_below(df / 2, 0.5, df / (df + t * t));
}

static double t_density(double t, double df)
{
	return exp(lgamma((df + 1) / 2) - lgamma(df / 2) -
		   (df + 1) / 2 * log1p(t * t / df)) / sqrt(df * PI);
}

/* Hill 1970 (CACM algorithm 396): the two-sided tail p to t. */
static double t_hill(double p, double df)
{
	double a = 1 / (df - 0.5), b = 48 / (a * a);
	double c = ((20700 * a / b - 98) * a - 16) * a + 96.36;
	double d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * PI / 2) * df;
	double x = d * p, y = pow(x, 2 / df);

	if (y > 0.05 + a) {
		x = normal_quantile(p / 2);
		y = x * x;
		if (df < 5)
			c += 0.3 * (df - 4.5) * (x + 0.6);
		c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
		y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) /
			     b + 1) * x;
		y = expm1(a * y * y);
	} else {
		y = ((1 / (((df + 6) / (df * y) - 0.089 * d - 0.822) *
			   (df + 2) * 3) + 0.5 / (df + 4)) * y - 1) *
			    (df + 1) / (df + 2) + 1 / y;
	}
	return sqrt(df * y);
}

double t_for(double confidence, double df)
{
	double p = 1 - confidence, t;

	if (!(confidence > 0 && confidence < 1) || df < 1)
		BUG("no t for confidence %g, df %g", confidence, df);
	t = df < 1.5 ? 1 / tan(p * PI / 2) : t_hill(p, df);
	/* Newton; the tail's slope is minus twice the density. */
	for (int i = 0; i < 4; i++)
		t += (t_tail(t, df) - p) / (2 * t_density(t, df));
	return t;
}

struct interval wilson(double x, double n, double z)
{
	if (!(n > 0) || x < 0 || x > n)
		BUG("wilson of %g in %g", x, n);

	double p = x / n, scale = 1 + z * z / n;
	double centre = (p + z * z / (2 * n)) / scale;
	double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;

	/* At the ends the bound is exactly 0 or 1; rounding must not show. */
	return (struct interval){
		x <= 0 ? 0 : fmax(0, centre - half),
		x >= n ? 1 : fmin(1, centre + half)
	};
}

struct interval newcombe(double x1, double n1, double x2, double n2, double z)
{
	struct interval a = wilson(x1, n1, z), b = wilson(x2, n2, z);
	double p1 = x1 / n1, p2 = x2 / n2, d = p1 - p2;

	return (struct interval){
		d - hypot(p1 - a.low, b.high - p2),
		d + hypot(a.high - p1, p2 - b.low)
	};
}

static double log_choose(double n, double k)
{
	return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

double fisher_mid_p(double x1, double n1, double x2, double n2)
{
	double all = x1 + x2, term, sum;

	if (x1 * n2 > x2 * n1)	/* the lower tail of what is left is meant */
		return fisher_mid_p(n1 - x1, n1, n2 - x2, n2);
	term = exp(log_choose(n1, x1) + log_choose(n2, x2) -
		   log_choose(n1 + n2, all));
	sum = term / 2;
	/* away from the mode terms only become smaller */
	for (double k = x1; k > 0 && term > sum * 1e-17; k--) {
		term *= k * (n2 - all + k) / ((n1 - k + 1) * (all - k + 1));
		sum += term;
	}
	return sum;
}

double zero_bad_upper(double n, double confidence)
{
	return 1 - pow(1 - confidence, 1 / n);
}

/* Halved until doubles end. */
static double beta_quantile(double a, double b, double p)
{
	double low = 0, high = 1;

	for (int i = 0; i < 60; i++) {
		double mid = (low + high) / 2;

		if (beta_below(a, b, mid) < p)
			low = mid;
		else
			high = mid;
	}
	return (low + high) / 2;
}

struct interval beta_interval(double a, double b, double confidence)
{
	double tail = (1 - confidence) / 2;

	if (!(a > 0) || !(b > 0))
		return a > 0 ? (struct interval){ 1, 1 } :
			       (struct interval){ 0, 0 };
	return (struct interval){ beta_quantile(a, b, tail),
				  beta_quantile(a, b, 1 - tail) };
}

struct shares beta_binomial_fit(const double *x, const double *n, size_t len)
{
	double sum_x = 0, sum_n = 0, squares = 0, spread = 0, chance, room;
	double mean, k = 0;

	for (size_t i = 0; i < len; i++) {
		sum_x += x[i];
		sum_n += n[i];
		squares += n[i] * n[i];
		k += n[i] > 0;
	}
	if (!(sum_n > 0))
		return (struct shares){ NAN, NAN };
	mean = sum_x / sum_n;
	for (size_t i = 0; i < len; i++)
		if (n[i] > 0)
			spread += n[i] * (x[i] / n[i] - mean) *
				  (x[i] / n[i] - mean);
	chance = k - 1;
	room = sum_n - squares / sum_n - chance;
	if (!(mean > 0 && mean < 1) || !(room > 1e-9) ||
	    !(spread / (mean * (1 - mean)) > chance))
		return (struct shares){ mean, INFINITY };
	spread = (spread / (mean * (1 - mean)) - chance) / room;
	return (struct shares){ mean, spread < 1 ? 1 / spread - 1 : 0 };
}

double shrunken_share(const struct shares *s, double x, double n)
{
	if (isinf(s->size))
		return s->mean;
	if (!(s->size + n > 0))
		return NAN;
	return (x + s->size * s->mean) / (n + s->size);
}

double share_upper(double x, double n, double confidence)
{
	if (!(n > 0) || x < 0 || x > n)
		BUG("upper bound of %g in %g", x, n);
	if (x >= n)
		return 1;
	if (x <= 0)
		return zero_bad_upper(n, confidence);
	return beta_quantile(x + 1, n - x, confidence);
}

struct interval ratio_interval(double p1, struct interval a, double p0,
			       struct interval b)
{
	/* p1 p0 squared is never below the product that is taken off it:
	 * only rounding could make the root's argument negative. */
	double product = p1 * p0;
	double top = a.low * (2 * p1 - a.low), end = b.high * (2 * p0 - b.high);
	double least = top / (product + sqrt(fmax(0, product * product -
						     top * end)));

	top = a.high * (2 * p1 - a.high);
	end = b.low * (2 * p0 - b.low);
	return (struct interval){
		product > 0 ? least : 0,
		end > 0 ? (product + sqrt(fmax(0, product * product -
						  top * end))) / end : NAN
	};
}

int64_t outputs_needed(double x, double n, double limit, double z)
{
	double gap = x / n - limit, size;

	/* x/n at the limit in decimals may miss it by an ulp. */
	if (fabs(gap) < 1e-12)
		return STATS_MORE_CAP + 1;
	size = ceil(z * z * limit * (1 - limit) / (gap * gap) - 1e-9) - n;
	if (size > STATS_MORE_CAP)
		return STATS_MORE_CAP + 1;
	return size < 0 ? 0 : (int64_t)size;
}

struct interval welch(const double *a, size_t n_a, const double *b, size_t n_b,
		      double confidence)
{
	double va = sd_of(a, n_a), vb = sd_of(b, n_b), middle, half, df;

	va *= va / (double)n_a;
	vb *= vb / (double)n_b;
	middle = mean_of(b, n_b) - mean_of(a, n_a);
	if (!(va + vb > 0))
		return (struct interval){ middle, middle };
	df = (va + vb) * (va + vb) /
	     (va * va / (double)(n_a - 1) + vb * vb / (double)(n_b - 1));
	half = t_for(confidence, df) * sqrt(va + vb);
	return (struct interval){ middle - half, middle + half };
}

int64_t power_per_side(double p1, double p2)
{
	double za = z_for(0.95), zb = normal_quantile(0.8);
	double mid = (p1 + p2) / 2;
	double root = za * sqrt(2 * mid * (1 - mid)) +
		      zb * sqrt(p1 * (1 - p1) + p2 * (1 - p2));

	return (int64_t)ceil(root * root / ((p1 - p2) * (p1 - p2)));
}

double payback_weeks(double invested, double benefit_week, double cost_week)
{
	double net = benefit_week - cost_week;

	return net > 0 ? invested / net : INFINITY;
}

double npv_weekly(double invested, double net_week, double weeks,
		  double yearly_rate)
{
	double i = pow(1 + yearly_rate, 1.0 / 52) - 1;

	if (i == 0)
		return net_week * weeks - invested;
	return net_week * (1 - pow(1 + i, -weeks)) / i - invested;
}
