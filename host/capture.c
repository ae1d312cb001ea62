// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <pcap/pcap.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "capture.h"
#include "pcapng.h"

enum { FRAME_MAX = 2048, TAG_LEN = 4, MACS_LEN = 12, FILE_BUFFER = 1 << 16 };

struct capture {
	char name[160]; /* of the interface or file, for messages */
	int fd;         /* live; -1 for a file */
	pcap_t *pcap;   /* file of libpcap's; NULL else */
	FILE *ng;       /* file of pcapng, which keeps the direction */
	struct pcapng sections;
	uint8_t *block;
	struct capture_bounds bounds;
	uint8_t frame[TAG_LEN + FRAME_MAX]; /* live; room in front to put a stripped tag back */
};

static struct capture *capture_new(const char *name)
{
	struct capture *c = calloc(1, sizeof(*c));

	if (!c)
		abort();
	strncpy(c->name, name, sizeof(c->name) - 1);
	c->fd = -1;
	return c;
}

void capture_close(struct capture *c)
{
	if (!c)
		return;
	if (c->pcap)
		pcap_close(c->pcap);
	if (c->ng)
		fclose(c->ng);
	if (c->fd >= 0)
		close(c->fd);
	free(c->block);
	free(c);
}

int capture_fd(const struct capture *c)
{
	return c->fd;
}

/*
 * Slow protocols, LLDP, and what Cisco's and the bridges' own group addresses get in 802.3 frames
 * (CDP, PAgP, spanning tree ...). The kernel strips an 802.1Q tag before, so tagged ones match.
 */
static int attach_filter(int fd)
{
	enum { LENGTH_MAX = 1500 };
	static struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, MACS_LEN),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_SLOW, 5, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_LLDP, 4, 0),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, LENGTH_MAX, 4, 0),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x01000ccc, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x0180c200, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, FRAME_MAX),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };

	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program));
}

/* The filter comes before the binding, so that no other frame is ever queued. */
static int bind_to(int fd, int ifindex)
{
	const int on = 1;
	struct sockaddr_ll to = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = ifindex,
	};

	if (attach_filter(fd) || setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof(on)) ||
		setsockopt(fd, SOL_PACKET, PACKET_AUXDATA, &on, sizeof(on)))
		return -1;
	return bind(fd, (const struct sockaddr *)&to, sizeof(to));
}

static int is_ethernet(int fd)
{
	struct sockaddr_ll at = { 0 };
	socklen_t len = sizeof(at);

	return !getsockname(fd, (struct sockaddr *)&at, &len) && at.sll_hatype == ARPHRD_ETHER;
}

static int refuse_socket(const char *interface, struct err *e)
{
	int saved = errno;

	err_set(e, ERR_ENVIRONMENT, interface, "cannot capture: %s", strerror(saved));
	if (saved == EPERM || saved == EACCES)
		err_hint(e,
			"listening to LACPDUs needs CAP_NET_RAW: run as root, or give "
			"recordings with --pcap and --bonding");
	return -1;
}

struct capture *capture_open_live(const char *interface, struct err *e)
{
	unsigned ifindex = if_nametoindex(interface);
	struct capture *c;

	if (!ifindex) {
		err_set(e, ERR_ENVIRONMENT, interface, "there is no such interface");
		return NULL;
	}
	c = capture_new(interface);
	c->fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->fd < 0 || bind_to(c->fd, (int)ifindex))
		refuse_socket(interface, e);
	else if (!is_ethernet(c->fd))
		err_set(e, ERR_ENVIRONMENT, interface, "is not an Ethernet interface");
	else
		return c;
	capture_close(c);
	return NULL;
}

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* The tag that the kernel took out, put back behind the addresses. Returns the frame's start. */
static uint8_t *restore_tag(uint8_t *frame, const struct cmsghdr *control, struct capture_frame *f)
{
	struct tpacket_auxdata aux;
	uint16_t tag[2];

	memcpy(&aux, CMSG_DATA(control), sizeof(aux));
	if (!(aux.tp_status & TP_STATUS_VLAN_VALID) || f->len < MACS_LEN)
		return frame;
	tag[0] = htons(aux.tp_status & TP_STATUS_VLAN_TPID_VALID ? aux.tp_vlan_tpid : ETH_P_8021Q);
	tag[1] = htons(aux.tp_vlan_tci);
	memmove(frame - TAG_LEN, frame, MACS_LEN);
	memcpy(frame - TAG_LEN + MACS_LEN, tag, TAG_LEN);
	f->len += TAG_LEN;
	return frame - TAG_LEN;
}

static void read_control(struct capture *c, struct msghdr *m, struct capture_frame *f)
{
	uint8_t *frame = c->frame + TAG_LEN;

	f->time_ns = 0;
	for (struct cmsghdr *h = CMSG_FIRSTHDR(m); h; h = CMSG_NXTHDR(m, h)) {
		if (h->cmsg_level == SOL_PACKET && h->cmsg_type == PACKET_AUXDATA)
			frame = restore_tag(frame, h, f);
		if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_TIMESTAMPNS) {
			struct timespec t;

			memcpy(&t, CMSG_DATA(h), sizeof(t));
			f->time_ns = (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
		}
	}
	if (!f->time_ns)
		f->time_ns = now_ns();
	f->data = frame;
}

static int next_live(struct capture *c, struct capture_frame *f, struct err *e)
{
	union {
		char bytes[256];
		struct cmsghdr align;
	} control;
	struct sockaddr_ll from;
	struct iovec io = { c->frame + TAG_LEN, FRAME_MAX };
	ssize_t n;

	for (;;) {
		struct msghdr m = {
			.msg_name = &from,
			.msg_namelen = sizeof(from),
			.msg_iov = &io,
			.msg_iovlen = 1,
			.msg_control = control.bytes,
			.msg_controllen = sizeof(control),
		};

		n = recvmsg(c->fd, &m, 0);
		if (n >= 0) {
			f->len = (size_t)n;
			f->out = from.sll_pkttype == PACKET_OUTGOING;
			read_control(c, &m, f);
			return 1;
		}
		/* The link going down is told once; the socket goes on when it returns. */
		if (errno == ENETDOWN || errno == EINTR)
			continue;
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			return 0;
		return err_set(e, ERR_ENVIRONMENT, c->name, "capture ended: %s", strerror(errno));
	}
}

static int refuse_file(struct capture *c, const char *text, struct err *e)
{
	err_set(e, ERR_ENVIRONMENT, c->name, "%s", text);
	return err_hint(e,
		"a capture of Ethernet frames is needed, as `tcpdump -i NIC -w FILE ether "
		"proto 0x8809' writes it");
}

static int open_pcap(struct capture *c, FILE *file, struct err *e)
{
	char text[PCAP_ERRBUF_SIZE] = "";

	c->pcap = pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, text);
	if (!c->pcap) {
		fclose(file);
		return refuse_file(c, text, e);
	}
	if (pcap_datalink(c->pcap) != DLT_EN10MB)
		return refuse_file(c, "does not hold Ethernet frames", e);
	return 0;
}

static int open_pcapng(struct capture *c, FILE *file)
{
	c->ng = file;
	c->block = malloc(PCAPNG_BLOCK_MAX);
	if (!c->block)
		abort();
	return 0;
}

static int open_file(struct capture *c, const char *path, struct err *e)
{
	static const uint8_t section[4] = { 0x0a, 0x0d, 0x0d, 0x0a };
	FILE *file = fopen(path, "rbe");
	uint8_t magic[4];
	bool is_ng;

	if (!file)
		return err_set(e, ERR_ENVIRONMENT, c->name, "cannot read: %s", strerror(errno));
	setvbuf(file, NULL, _IOFBF, FILE_BUFFER); /* it is read frame by frame */
	is_ng = fread(magic, 1, sizeof(magic), file) == sizeof(magic) &&
		!memcmp(magic, section, sizeof(magic));
	rewind(file);
	return is_ng ? open_pcapng(c, file) : open_pcap(c, file, e);
}

struct capture *capture_open_file(const char *path, struct err *e)
{
	struct capture *c = capture_new(path);

	if (!open_file(c, path, e))
		return c;
	capture_close(c);
	return NULL;
}

/* Stamps before 1970 or beyond what nanoseconds in 63 bits hold are no times. */
static int next_stored(struct capture *c, struct capture_frame *f, struct err *e)
{
	struct pcap_pkthdr *header;
	const u_char *data;
	int r = pcap_next_ex(c->pcap, &header, &data);

	if (r == PCAP_ERROR_BREAK)
		return 0;
	if (r != 1)
		return err_set(e, ERR_ENVIRONMENT, c->name, "%s", pcap_geterr(c->pcap));
	if (header->ts.tv_sec < 0 || header->ts.tv_sec > INT64_C(9000000000) ||
		header->ts.tv_usec < 0 || header->ts.tv_usec >= 1000000000)
		return err_set(e, ERR_ENVIRONMENT, c->name, "a time stamp is out of range");
	f->time_ns = (int64_t)header->ts.tv_sec * 1000000000 + header->ts.tv_usec;
	f->out = -1;
	f->data = data;
	f->len = header->caplen;
	return 1;
}

/* 1: a whole block of *len octets; 0: the end; -1. */
static int read_block(struct capture *c, size_t *len, struct err *e)
{
	size_t n = fread(c->block, 1, PCAPNG_HEAD, c->ng);

	if (!n && feof(c->ng))
		return 0;
	*len = n == PCAPNG_HEAD ? pcapng_length(&c->sections, c->block) : 0;
	if (n == PCAPNG_HEAD && !*len)
		return err_set(e, ERR_ENVIRONMENT, c->name, "a block's length is impossible");
	if (*len)
		n = fread(c->block + PCAPNG_HEAD, 1, *len - PCAPNG_HEAD, c->ng) + PCAPNG_HEAD;
	if (!*len || n != *len)
		return err_set(e, ERR_ENVIRONMENT, c->name, "%s",
			ferror(c->ng) ? strerror(errno) : "the file ends within a block");
	return 1;
}

static void take_bounds(struct capture *c, const struct pcapng_packet *p)
{
	if (p->has_start && !c->bounds.has_start) {
		c->bounds.has_start = true;
		c->bounds.start_ns = p->start_ns;
	}
	if (p->has_end) {
		c->bounds.has_end = true;
		c->bounds.end_ns = p->end_ns;
	}
}

static int next_block(struct capture *c, struct capture_frame *f, struct err *e)
{
	struct pcapng_packet packet;
	const char *fault;
	size_t len = 0;
	int r;

	while ((r = read_block(c, &len, e)) == 1) {
		switch (pcapng_block(&c->sections, c->block, len, &packet, &fault)) {
		case PCAPNG_FAULT:
			return err_set(e, ERR_ENVIRONMENT, c->name, "%s", fault);
		case PCAPNG_NOTHING:
			break;
		case PCAPNG_BOUNDS:
			take_bounds(c, &packet);
			break;
		case PCAPNG_PACKET:
			if (packet.linktype != DLT_EN10MB)
				return refuse_file(c, "does not hold Ethernet frames", e);
			*f = (struct capture_frame){ packet.time_ns, packet.out, packet.data,
				packet.len };
			return 1;
		}
	}
	return r;
}

int capture_next(struct capture *c, struct capture_frame *f, struct err *e)
{
	if (c->ng)
		return next_block(c, f, e);
	return c->pcap ? next_stored(c, f, e) : next_live(c, f, e);
}

const struct capture_bounds *capture_bounds(const struct capture *c)
{
	return &c->bounds;
}
