#include "exchange/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/stop.h"
#include "base/utf8.h"

#define SAID_MAX 1024		/* bytes kept of standard error */
#define SAID_SHOWN 200

enum { TO, FROM, SAID, FAILED, PIPES };

/* What the parent holds of the program. */
struct running {
	const struct command_job *job;
	pid_t pid;
	int fd[PIPES];		/* our ends: -1 = closed */
	int pidfd, timer;
	size_t written;
	struct strbuf answer, said;
	int start_error;	/* errno of exec, 0 = it runs */
	bool late, too_much, stopped;
	int status;
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* ---- in the child --------------------------------------------------- */

static void signals_default(void)
{
	static const int ours[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGALRM,
				    SIGXFSZ };
	sigset_t none;

	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		signal(ours[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void child_main(const struct command_job *job,
				 const int theirs[PIPES], pid_t parent)
{
	struct rlimit none = { 0, 0 };
	char **argv = calloc(job->n + 1, sizeof *argv);
	int failed;
	ssize_t told;

	signals_default();
	setpgid(0, 0);
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!argv)
		_exit(127);
	if (getppid() != parent ||
	    dup2(theirs[TO], STDIN_FILENO) < 0 ||
	    dup2(theirs[FROM], STDOUT_FILENO) < 0 ||
	    dup2(theirs[SAID], STDERR_FILENO) < 0)
		_exit(127);
	/* every other file of ours is opened to be closed here */
	for (size_t i = 0; i < job->n; i++)
		memcpy(&argv[i], &job->argv[i], sizeof argv[i]);
	if (!argv[0])
		_exit(127);
	execvp(argv[0], argv);
	failed = errno;
	told = write(theirs[FAILED], &failed, sizeof failed);
	_exit(told < 0 ? 126 : 127);
}

/* ---- start ------------------------------------------------------------ */

static int pipes_open(int ours[PIPES], int theirs[PIPES], struct err *err)
{
	for (int i = 0; i < PIPES; i++) {
		int fd[2];

		if (pipe2(fd, O_CLOEXEC))
			return err_errno(err, ERR_OS, errno, "cannot open a "
					 "pipe to a program");
		ours[i] = fd[i == TO];
		theirs[i] = fd[i != TO];
		if (fcntl(ours[i], F_SETFL, O_NONBLOCK))
			return err_errno(err, ERR_OS, errno, "cannot set up "
					 "a pipe to a program");
	}
	return 0;
}

static int timer_start(struct running *r, struct err *err)
{
	struct itimerspec at = { .it_value.tv_sec = r->job->seconds };

	r->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	if (r->timer < 0 || timerfd_settime(r->timer, 0, &at, NULL))
		return err_errno(err, ERR_OS, errno, "cannot set a time limit "
				 "for a program");
	return 0;
}

static void group_kill(const struct running *r)
{
	/* the child may not have made its group yet */
	if (kill(-r->pid, SIGKILL))
		kill(r->pid, SIGKILL);
}

static void reap(struct running *r)
{
	while (waitpid(r->pid, &r->status, 0) < 0 && errno == EINTR)
		continue;
}

static int start(struct running *r, struct err *err)
{
	int theirs[PIPES] = { -1, -1, -1, -1 };
	pid_t parent = getpid();
	int ret = -1;

	if (timer_start(r, err) || pipes_open(r->fd, theirs, err))
		goto done;
	r->pid = fork();
	if (r->pid == 0)
		child_main(r->job, theirs, parent);
	if (r->pid < 0) {
		err_errno(err, ERR_OS, errno, "cannot start a program");
		goto done;
	}
	setpgid(r->pid, r->pid);
	r->pidfd = pidfd_open(r->pid, 0);
	if (r->pidfd >= 0) {
		ret = 0;
		goto done;
	}
	err_errno(err, ERR_OS, errno, "cannot watch a program");
	group_kill(r);
	reap(r);
done:
	for (int i = 0; i < PIPES; i++)
		close_fd(&theirs[i]);
	return ret;
}

/* ---- talk ---------------------------------------------------------------- */

static void give_input(struct running *r)
{
	const char *from = (const char *)r->job->input + r->written;
	size_t left = r->job->len - r->written;
	ssize_t n = left ? write(r->fd[TO], from, left) : 0;

	if (n > 0)
		r->written += (size_t)n;
	/* a program that does not read on has its reasons */
	if (r->written == r->job->len ||
	    (n < 0 && errno != EAGAIN && errno != EINTR))
		close_fd(&r->fd[TO]);
}

/* Read what there is; at the end the pipe is closed. */
static size_t take(int *fd, char *buf, size_t size)
{
	ssize_t n = read(*fd, buf, size);

	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_fd(fd);
	return n > 0 ? (size_t)n : 0;
}

static void take_answer(struct running *r)
{
	char buf[65536];
	size_t n = take(&r->fd[FROM], buf, sizeof buf);

	if (n > r->job->max - r->answer.len) {
		r->too_much = true;
		group_kill(r);
		close_fd(&r->fd[FROM]);
		return;
	}
	strbuf_add(&r->answer, buf, n);
}

static void take_said(struct running *r)
{
	char buf[4096];
	size_t n = take(&r->fd[SAID], buf, sizeof buf);
	size_t room = SAID_MAX - r->said.len;

	strbuf_add(&r->said, buf, n < room ? n : room);
}

static void take_failed(struct running *r)
{
	int failed = 0;

	if (take(&r->fd[FAILED], (char *)&failed, sizeof failed) ==
	    sizeof failed)
		r->start_error = failed;
}

static void take_ready(struct running *r, const struct pollfd p[PIPES])
{
	if (p[TO].revents)
		give_input(r);
	if (p[FROM].revents)
		take_answer(r);
	if (p[SAID].revents)
		take_said(r);
	if (p[FAILED].revents)
		take_failed(r);
}

/* What is left in the pipes; a grandchild that holds them is not waited
 * for. */
static void drain(struct running *r)
{
	for (int i = FROM; i < PIPES; i++) {
		struct pollfd p[PIPES] = { { .fd = -1 } };

		while (r->fd[i] >= 0) {
			for (int k = 0; k < PIPES; k++)
				p[k] = (struct pollfd){ .fd = -1 };
			p[i].fd = r->fd[i];
			p[i].events = POLLIN;
			if (poll(p, PIPES, 0) <= 0)
				break;
			take_ready(r, p);
		}
	}
}

static void talk(struct running *r)
{
	for (bool ended = false; !ended;) {
		struct pollfd p[PIPES + 3];

		for (int i = 0; i < PIPES; i++)
			p[i] = (struct pollfd){
				.fd = r->fd[i],
				.events = i == TO ? POLLOUT : POLLIN
			};
		p[PIPES] = (struct pollfd){ .fd = r->pidfd,
					    .events = POLLIN };
		p[PIPES + 1] = (struct pollfd){ .fd = r->timer,
						.events = POLLIN };
		p[PIPES + 2] = (struct pollfd){
			.fd = r->stopped ? -1 : stop_fd(), .events = POLLIN
		};
		if (poll(p, PIPES + 3, -1) < 0)
			continue;
		take_ready(r, p);
		ended = p[PIPES].revents != 0;
		if (p[PIPES + 1].revents && !ended) {
			r->late = true;
			group_kill(r);
			close_fd(&r->timer);
		}
		if (p[PIPES + 2].revents) {
			r->stopped = true;
			group_kill(r);
		}
	}
	drain(r);
	/* what it left behind ends with it */
	group_kill(r);
	reap(r);
}

/* ---- verdict --------------------------------------------------------- */

/* ": its first line", escaped and short. */
static const char *said_words(const struct running *r, struct arena *a)
{
	size_t len = strcspn(r->said.s, "\n");
	struct strbuf sb = STRBUF_INIT;
	const char *text;

	if (!len)
		return "";
	strbuf_puts(&sb, ": ");
	if (utf8_valid_prefix(r->said.s, len) < len)
		len = utf8_valid_prefix(r->said.s, len);
	len = len < SAID_SHOWN ? len : SAID_SHOWN;
	while (utf8_valid_prefix(r->said.s, len) < len)
		len--;
	utf8_escape(&sb, r->said.s, len);
	text = arena_strdup(a, sb.s);
	strbuf_release(&sb);
	return text;
}

static int verdict(const struct running *r, struct arena *a, struct err *err)
{
	const char *name = r->job->argv[0];
	const char *said = said_words(r, a);

	/* whoever asked us to end may have ended it, too */
	if (r->status && stop_check(err))
		return -1;
	if (r->start_error)
		return err_errno(err, ERR_NOINPUT, r->start_error,
				 "the program '%s' cannot be started", name);
	if (r->late)
		return err_set(err, ERR_TEMPFAIL, "the program '%s' was "
			       "stopped after %d second%s%s", name,
			       r->job->seconds,
			       r->job->seconds == 1 ? "" : "s", said);
	if (r->too_much)
		return err_set(err, ERR_DATA, "the program '%s' answered "
			       "with more than %zu bytes and was stopped",
			       name, r->job->max);
	if (WIFSIGNALED(r->status))
		return err_set(err, ERR_DATA, "the program '%s' was ended by "
			       "signal %d%s", name, WTERMSIG(r->status),
			       said);
	if (WEXITSTATUS(r->status))
		return err_set(err, ERR_DATA, "the program '%s' failed with "
			       "status %d%s", name, WEXITSTATUS(r->status),
			       said);
	return 0;
}

int command_run(struct strbuf *out, const struct command_job *job,
		struct err *err)
{
	struct running r = {
		.job = job, .fd = { -1, -1, -1, -1 }, .pidfd = -1,
		.timer = -1, .answer = STRBUF_INIT, .said = STRBUF_INIT
	};
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	struct arena a = { 0 };
	int ret;

	if (!job->n)
		BUG("a program without a name");
	/* a program that stops reading must not end us */
	sigaction(SIGPIPE, &ignore, &before);
	ret = start(&r, err);
	if (!ret) {
		talk(&r);
		ret = verdict(&r, &a, err);
	}
	if (!ret)
		strbuf_add(out, r.answer.s, r.answer.len);
	sigaction(SIGPIPE, &before, NULL);
	for (int i = 0; i < PIPES; i++)
		close_fd(&r.fd[i]);
	close_fd(&r.pidfd);
	close_fd(&r.timer);
	strbuf_release(&r.answer);
	strbuf_release(&r.said);
	arena_release(&a);
	return ret;
}
