/* Whose money an amount is, as its sign or code says. See numbers.h. */
#include "ingest/numbers.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

struct sign {
	const char *text;
	const char *code;
};

/* Longest first, so that "US$" is not "$". */
static const struct sign signs[] = {
	{ "US$", "USD" }, { "CA$", "CAD" }, { "AU$", "AUD" }, { "NZ$", "NZD" },
	{ "HK$", "HKD" }, { "MX$", "MXN" }, { "A$", "AUD" }, { "C$", "CAD" },
	{ "S$", "SGD" }, { "R$", "BRL" }, { "CN¥", "CNY" }, { "JP¥", "JPY" },
	{ "€", "EUR" }, { "£", "GBP" }, { "₹", "INR" }, { "₩", "KRW" },
	{ "₺", "TRY" }, { "₽", "RUB" }, { "₴", "UAH" }, { "₪", "ILS" },
	{ "zł", "PLN" }, { "Kč", "CZK" }, { "円", "JPY" }, { "元", "CNY" },
	{ "¥", "¥" }, { "￥", "¥" }, { "kr", "kr" }, { "$", "$" },
};

/* Which currencies a sign may mean that does not say whose it is. */
static const struct sign shared[] = {
	{ "¥", "JPY CNY" }, { "kr", "SEK NOK DKK ISK" },
	{ "$", "USD CAD AUD NZD HKD SGD TWD MXN ARS CLP COP" },
};

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
	return is_upper((char)(c & ~32));
}

/* Three letters, all large or all small. */
static bool is_code(const char *s)
{
	return is_letter(s[0]) && is_letter(s[1]) && is_letter(s[2]) &&
		is_upper(s[0]) == is_upper(s[1]) &&
		is_upper(s[1]) == is_upper(s[2]);
}

static void copy_code(char code[CURRENCY_MAX], const char *s)
{
	for (int i = 0; i < 3; i++)
		code[i] = (char)(s[i] & ~32);
	code[3] = '\0';
}

static void drop(const char **s, size_t *len, size_t n, bool front)
{
	if (front)
		*s += n;
	*len -= n;
	utf8_trim(s, len);
}

static bool take_sign_text(char code[CURRENCY_MAX], const char **s,
			   size_t *len)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t n = strlen(signs[i].text);
		bool front = *len > n && !memcmp(*s, signs[i].text, n);

		if (!front && !(*len > n && !memcmp(*s + *len - n,
						    signs[i].text, n)))
			continue;
		drop(s, len, n, front);
		snprintf(code, CURRENCY_MAX, "%s", signs[i].code);
		return true;
	}
	return false;
}

static void take_code(char code[CURRENCY_MAX], const char **s, size_t *len)
{
	bool front;

	if (*len <= 3 || !(is_code(*s) || is_code(*s + *len - 3)))
		return;
	front = is_code(*s);
	copy_code(code, front ? *s : *s + *len - 3);
	drop(s, len, 3, front);
}

/* "-$5", "â€5" and "($5)": what is left begins with no digit. */
static bool take_minus(const char **s, size_t *len)
{
	size_t n = **s == '-' ? 1 : *len >= 3 &&
		!memcmp(*s, "\xE2\x88\x92", 3) ? 3 : 0;

	if (**s == '(' && (*s)[*len - 1] == ')' && *len > 2) {
		drop(s, len, 1, true);
		drop(s, len, *len > 0, false);
		return true;
	}
	if (!n || n == *len || ((*s)[n] >= '0' && (*s)[n] <= '9'))
		return false;
	drop(s, len, n, true);
	return true;
}

bool number_currency(char code[CURRENCY_MAX], const char **s, size_t *len)
{
	bool minus;

	code[0] = '\0';
	utf8_trim(s, len);
	if (!*len || (**s >= '0' && **s <= '9' &&
		      (*s)[*len - 1] >= '0' && (*s)[*len - 1] <= '9'))
		return false;
	minus = take_minus(s, len);
	if (*len && !take_sign_text(code, s, len))
		take_code(code, s, len);
	return minus;
}

int currency_read(char code[CURRENCY_MAX], const char *s, size_t len)
{
	const char *found = NULL, *end;

	utf8_trim(&s, &len);
	end = s + len;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (len != strlen(signs[i].text) ||
		    memcmp(s, signs[i].text, len))
			continue;
		snprintf(code, CURRENCY_MAX, "%s", signs[i].code);
		return 0;
	}
	if (len == 3 && is_code(s)) {
		copy_code(code, s);
		return 0;
	}
	/* "Euro - EUR", "EUR (Euro)": one word of three large letters */
	while (s < end) {
		const char *word = s;

		while (s < end && is_letter(*s))
			s++;
		if (s - word == 3 && is_code(word) && is_upper(*word)) {
			if (found)
				return -1;
			found = word;
		}
		if (s == word)
			s++;
	}
	if (!found)
		return -1;
	copy_code(code, found);
	return 0;
}

bool currency_fits(const char *code, const char *currency)
{
	if (!strcmp(code, currency))
		return true;
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
		if (!strcmp(code, shared[i].text))
			return strstr(shared[i].code, currency) != NULL;
	return false;
}
