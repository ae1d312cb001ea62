// SPDX-License-Identifier: Apache-2.0
/*
 * measure RUNS COMMAND...: runs it RUNS times with its output thrown away and prints the medians:
 * wall seconds, processor seconds (user + system), peak memory in KiB, and the exit statuses seen.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 1000 };

struct run {
	double wall, cpu;
	long rss_kib;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int run_once(char **argv, struct run *r)
{
	double start = now();
	struct rusage u;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &u) != pid)
		return -1;
	r->wall = now() - start;
	r->cpu = seconds(u.ru_utime) + seconds(u.ru_stime);
	r->rss_kib = u.ru_maxrss;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), by_value);
	return v[n / 2];
}

int main(int argc, char **argv)
{
	static double wall[RUNS_MAX], cpu[RUNS_MAX], rss[RUNS_MAX];
	int runs = argc > 2 ? atoi(argv[1]) : 0, worst = 0;

	if (runs < 1 || runs > RUNS_MAX) {
		fprintf(stderr, "usage: measure RUNS COMMAND...\n");
		return 2;
	}
	for (int i = 0; i < runs; i++) {
		struct run r;
		int status = run_once(argv + 2, &r);

		if (status < 0)
			return 1;
		worst = status > worst ? status : worst;
		wall[i] = r.wall;
		cpu[i] = r.cpu;
		rss[i] = (double)r.rss_kib;
	}
	printf("%.4f %.4f %.0f %d\n", median(wall, runs), median(cpu, runs), median(rss, runs), worst);
	return 0;
}
