/*
 * ingest/booleans.h - yes and no as systems and languages write them.
 * (private to ingest/)
 *
 * English, German, Spanish, French, Italian, Portuguese, Dutch, Danish,
 * Swedish, Norwegian, Polish, Bulgarian, Russian, Japanese and Chinese; and
 * what spreadsheets and databases make of them: TRUE, WAHR, 1, checked. No
 * word of one language means the opposite in another one.
 */
#ifndef TUNEUP_INGEST_BOOLEANS_H
#define TUNEUP_INGEST_BOOLEANS_H

/* 1 yes, 0 no, -1 neither; the text is folded (fold.h). */
int boolean_read(const char *folded);

#endif
