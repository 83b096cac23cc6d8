/* Accepted decisions for the systems that `dispatch` of tuneup.yaml names. */
#include "cli/dispatch_files.h"
#include "cli/run.h"

#define STEP "dispatch"

void run_dispatch(struct run *r)
{
	const struct config *c = &r->w.config;
	struct dispatch_how how = {
		.system = c->dispatch, .n = c->n_dispatch,
		.dry_run = r->o->dry_run, .quiet = true,
		.formula = formula_named(c->dispatch_formula)
	};
	struct err err;

	if (!how.n)
		return;
	if (!dispatch_systems(&r->w, &how, &err))
		return;
	run_failed(r, STEP, &err, err.code == ERR_DATA ? "do what it says; the "
		   "next run writes it, and nothing twice" : "the next run "
		   "tries again: nothing is written twice");
}
