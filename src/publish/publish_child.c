#include "publish/publish_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/stop.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#define DEFAULT_SECONDS 120
#define STDERR_MAX 4096		/* bytes kept of what the child printed */
#define PROBE_SIZE 262144	/* more than a block, less than a report */

/* What the parent holds of its child. */
struct child {
	pid_t pid;
	int pidfd, said, result, timer;
	struct strbuf text;		/* of standard error */
	struct err answer;		/* read from `result` */
	size_t answered;		/* bytes of it so far */
	bool late, stopped;
	int status;
};

/* ---- in the child ------------------------------------------------ */

static void signals_default(void)
{
	static const int caught[] = { SIGINT, SIGTERM, SIGHUP, SIGALRM,
				      SIGSEGV, SIGBUS, SIGABRT };
	sigset_t none;

	for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
		signal(caught[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void child_main(const struct renderer *r,
				 const struct doc *doc, const char *path,
				 const char *work, int said, int result,
				 int seconds, pid_t parent)
{
	struct rlimit none = { 0, 0 };
	struct err err = { .code = ERR_NONE };

	signals_default();
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(ERR_SOFTWARE);
	/* if the parent cannot stop us, the kernel does */
	alarm((unsigned)seconds + 5);
	if (dup2(said, STDERR_FILENO) < 0 || dup2(said, STDOUT_FILENO) < 0)
		_exit(ERR_OS);
	if (r->render(doc, path, work, &err)) {
		struct err lost;

		if (err.code == ERR_NONE)
			err.code = ERR_SOFTWARE;
		/* a parent that cannot be told sees the exit code */
		if (fd_write(result, &err, sizeof err, "the result", &lost))
			_exit(ERR_SOFTWARE);
		_exit((int)err.code);
	}
	_exit(0);
}

/* ---- in the parent ----------------------------------------------- */

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void child_release(struct child *c)
{
	close_fd(&c->pidfd);
	close_fd(&c->said);
	close_fd(&c->result);
	close_fd(&c->timer);
	strbuf_release(&c->text);
}

static int child_timer(struct child *c, int seconds, struct err *err)
{
	struct itimerspec at = { .it_value.tv_sec = seconds };

	c->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	if (c->timer < 0 || timerfd_settime(c->timer, 0, &at, NULL))
		return err_errno(err, ERR_OS, errno, "cannot set a time limit "
				 "for the renderer; nothing was published");
	return 0;
}

static void child_reap(struct child *c)
{
	while (waitpid(c->pid, &c->status, 0) < 0 && errno == EINTR)
		continue;
}

static int child_start(struct child *c, const struct renderer *r,
		       const struct doc *doc, const char *path,
		       const char *work, int seconds, struct err *err)
{
	int said[2] = { -1, -1 }, result[2] = { -1, -1 };
	pid_t parent = getpid();

	if (child_timer(c, seconds, err))
		return -1;
	if (pipe2(said, O_CLOEXEC) || pipe2(result, O_CLOEXEC)) {
		err_errno(err, ERR_OS, errno, "cannot open a pipe to the "
			  "renderer; nothing was published");
		goto fail;
	}
	/* what is buffered is the parent's to write, once */
	fflush(NULL);
	c->pid = fork();
	if (c->pid < 0) {
		err_errno(err, ERR_OS, errno, "cannot start the renderer; "
			  "nothing was published");
		goto fail;
	}
	if (c->pid == 0)
		child_main(r, doc, path, work, said[1], result[1], seconds,
			   parent);
	close_fd(&said[1]);
	close_fd(&result[1]);
	c->said = said[0];
	c->result = result[0];
	c->pidfd = pidfd_open(c->pid, 0);
	if (c->pidfd < 0) {
		err_errno(err, ERR_OS, errno, "cannot watch the renderer; "
			  "nothing was published");
		kill(c->pid, SIGKILL);
		child_reap(c);
		return -1;
	}
	return 0;
fail:
	close_fd(&said[0]);
	close_fd(&said[1]);
	close_fd(&result[0]);
	close_fd(&result[1]);
	return -1;
}

/* 0 when the other end is closed. */
static ssize_t read_some(int fd, void *buf, size_t len)
{
	ssize_t n;

	do {
		n = read(fd, buf, len);
	} while (n < 0 && errno == EINTR);
	return n < 0 ? 0 : n;
}

static void take_said(struct child *c)
{
	char buf[1024];
	ssize_t n = read_some(c->said, buf, sizeof buf);
	size_t room = STDERR_MAX - c->text.len;

	if (n <= 0)
		close_fd(&c->said);
	else
		strbuf_add(&c->text, buf, (size_t)n < room ? (size_t)n : room);
}

static void take_result(struct child *c)
{
	size_t room = sizeof c->answer - c->answered;
	ssize_t n = read_some(c->result, (char *)&c->answer + c->answered,
			      room);

	if (n <= 0 || !room)
		close_fd(&c->result);
	else
		c->answered += (size_t)n;
}

/* Read both pipes until the child has ended; then take what is left in them.
 * A negative fd is skipped by poll(). */
static void child_watch(struct child *c)
{
	bool ended = false;

	while (!ended) {
		struct pollfd p[] = {
			{ .fd = c->said, .events = POLLIN },
			{ .fd = c->result, .events = POLLIN },
			{ .fd = c->pidfd, .events = POLLIN },
			{ .fd = c->timer, .events = POLLIN },
			{ .fd = c->stopped ? -1 : stop_fd(),
			  .events = POLLIN },
		};

		if (poll(p, sizeof p / sizeof *p, -1) < 0)
			continue;
		if (p[0].revents)
			take_said(c);
		if (p[1].revents)
			take_result(c);
		if (p[3].revents && !p[2].revents) {
			c->late = true;
			kill(c->pid, SIGKILL);
			close_fd(&c->timer);
		}
		if (p[4].revents) {
			c->stopped = true;
			kill(c->pid, SIGKILL);
		}
		ended = p[2].revents != 0;
	}
	child_reap(c);
	/* a grandchild may hold the pipes open: do not wait for it */
	for (int i = 0; i < 2; i++) {
		int *fd = i ? &c->result : &c->said;
		struct pollfd p = { .events = POLLIN };

		for (p.fd = *fd; *fd >= 0 && poll(&p, 1, 0) > 0; p.fd = *fd) {
			if (i)
				take_result(c);
			else
				take_said(c);
		}
	}
}

/* The first line of what the child printed, fit for a message. */
static char *first_line(struct arena *a, const struct strbuf *text)
{
	struct strbuf sb = STRBUF_INIT;
	size_t len = strcspn(text->s, "\n");
	char *out;

	utf8_escape(&sb, text->s, len < 300 ? len : 300);
	out = arena_strdup(a, sb.s);
	strbuf_release(&sb);
	return out;
}

static int child_verdict(struct child *c, const char *id, int seconds,
			 struct err *err)
{
	struct arena a = { 0 };

	/* whoever asked us to end may have ended it, too */
	if (c->status && stop_check(err))
		return -1;
	if (c->late)
		return err_set(err, ERR_SOFTWARE, "the %s renderer was "
			       "stopped after %d seconds; nothing was "
			       "published", id, seconds);
	if (WIFSIGNALED(c->status))
		return err_set(err, ERR_SOFTWARE, "the %s renderer died of "
			       "signal %d; nothing was published", id,
			       WTERMSIG(c->status));
	if (c->answered == sizeof c->answer) {
		c->answer.msg[sizeof c->answer.msg - 1] = '\0';
		*err = c->answer;
		return -1;
	}
	if (WEXITSTATUS(c->status) == ERR_OS)
		return err_set(err, ERR_OS, "the %s renderer had no memory; "
			       "nothing was published", id);
	if (WEXITSTATUS(c->status) != 0)
		return err_set(err, ERR_SOFTWARE, "the %s renderer ended with "
			       "%d; nothing was published", id,
			       WEXITSTATUS(c->status));
	if (c->text.len) {
		err_set(err, ERR_SOFTWARE, "the %s renderer said \"%s\"; "
			"nothing was published", id, first_line(&a, &c->text));
		arena_release(&a);
		return -1;
	}
	return 0;
}

int disk_full(const char *dir)
{
	struct arena a = { 0 };
	char *path = path_join(&a, dir, "probe");
	char *bytes = xcalloc(1, PROBE_SIZE);
	struct err err = { .code = ERR_NONE };
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
		      O_NOFOLLOW, 0600);

	if (fd >= 0) {
		if (!fd_write(fd, bytes, PROBE_SIZE, path, &err) && fsync(fd))
			err_errno(&err, ERR_IO, errno, "%s", path);
		close(fd);
		unlink(path);
	} else {
		err_errno(&err, ERR_CANTCREAT, errno, "%s", path);
	}
	free(bytes);
	arena_release(&a);
	return err.code == ERR_IO;
}

int child_render(const struct renderer *renderer, const struct doc *doc,
		 const char *path, const char *work, int seconds,
		 struct err *err)
{
	struct child c = { .pidfd = -1, .said = -1, .result = -1, .timer = -1,
			   .text = STRBUF_INIT };
	int ret = -1;

	if (seconds <= 0)
		seconds = DEFAULT_SECONDS;
	if (!child_start(&c, renderer, doc, path, work, seconds, err)) {
		child_watch(&c);
		ret = child_verdict(&c, renderer->id, seconds, err);
	}
	child_release(&c);
	return ret;
}
