#include "base/stop.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

static volatile sig_atomic_t asked;	/* the first signal that came */
static int told = -1;			/* readable once one came */
static int held;

/* Only what a handler may do. */
static void on_signal(int signal)
{
	static const uint64_t one = 1;
	int saved = errno;
	ssize_t done = 0;

	if (!asked)
		asked = signal;
	/* a counter that cannot be written is readable already */
	if (told >= 0)
		done = write(told, &one, sizeof one);
	(void)done;
	errno = saved;
}

void stop_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM };
	/* without SA_RESTART: what blocks in a write to a pipe ends, too */
	struct sigaction on = { .sa_handler = on_signal }, was;

	if (told >= 0)
		close(told);
	asked = 0;
	held = 0;
	told = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (!sigaction(signals[i], NULL, &was) &&
		    was.sa_handler != SIG_IGN)
			sigaction(signals[i], &on, NULL);
}

int stop_signal(void)
{
	return held ? 0 : (int)asked;
}

int stop_fd(void)
{
	return held ? -1 : told;
}

int stop_check(struct err *err)
{
	int signal = stop_signal();

	if (!signal)
		return 0;
	return err_set(err, signal == SIGINT ? ERR_STOP_INT : ERR_STOP_TERM,
		       "stopped by %s: what was finished stays, the rest was "
		       "taken back; run it again",
		       signal == SIGINT ? "SIGINT" : "SIGTERM");
}

void stop_hold(void)
{
	held++;
}

void stop_release(void)
{
	if (!held)
		BUG("a stop is released that was not held");
	held--;
}
